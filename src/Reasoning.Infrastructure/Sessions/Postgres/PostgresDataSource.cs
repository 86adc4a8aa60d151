using System.Data.Common;
using Npgsql;

namespace Reasoning.Infrastructure.Sessions.Postgres;

/// <summary>Makes the pool of connections, with what this use needs wherever the connection string does not say otherwise.</summary>
internal static class PostgresDataSource
{
    private static readonly (string Keyword, string Value)[] Defaults =
    [
        ("Application Name", "Reasoning"),

        // Enough for the appends and a few readers; more connections make a commit slower, not faster.
        ("Maximum Pool Size", "10"),

        // A server that does not answer is an outage, and whoever waits would rather know soon.
        ("Timeout", "5"),
        ("Command Timeout", "10"),
        ("Cancellation Timeout", "1000"),

        // Every statement here is one of few and comes again: each connection prepares it when it comes the second time.
        ("Max Auto Prepare", "50"),
        ("Auto Prepare Min Usages", "2"),
    ];

    public static NpgsqlDataSource Create(string connectionString)
    {
        // Npgsql's own builder cannot tell what was said from what is its default, and knows each keyword by several names.
        var said = new DbConnectionStringBuilder { ConnectionString = connectionString };
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        foreach (var (keyword, value) in Defaults)
        {
            if (!Says(said, keyword))
                settings[keyword] = value;
        }

        return NpgsqlDataSource.Create(settings);
    }

    private static bool Says(DbConnectionStringBuilder said, string keyword) =>
        said.Keys.Cast<string>().Any(given => Normal(given).Equals(Normal(keyword), StringComparison.OrdinalIgnoreCase));

    private static string Normal(string keyword) => keyword.Replace(" ", "", StringComparison.Ordinal);
}

using DbUp;
using DbUp.Engine;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>Brings the database's tables up to date: every script that it has not seen, in the order of their names.</summary>
internal static class SqliteMigrations
{
    private static readonly string Scripts = $"{typeof(SqliteMigrations).Namespace}.Migrations.";

    public static void Run(string connectionString)
    {
        var result = DeployChanges.To
            .SqliteDatabase(connectionString)
            .WithScriptsEmbeddedInAssembly(typeof(SqliteMigrations).Assembly, name => name.StartsWith(Scripts, StringComparison.Ordinal))
            .WithTransaction()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
            throw Failure(result);
    }

    private static Exception Failure(DatabaseUpgradeResult result) => SqliteErrors.IsOutage(result.Error)
        ? result.Error
        : new InvalidOperationException($"The database's tables could not be brought up to date: {result.Error.Message}", result.Error);
}

using DbUp;
using DbUp.Engine;
using Microsoft.Data.Sqlite;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>Brings the database's tables up to date: every script that it has not seen, in the order of their names.</summary>
internal static class SqliteMigrations
{
    private static readonly string Scripts = $"{typeof(SqliteMigrations).Namespace}.Migrations.";

    /// <returns>Whether there was anything to do.</returns>
    public static bool Run(string connectionString)
    {
        if (HasSeenAll(connectionString))
            return false;
        var result = DeployChanges.To
            .SqliteDatabase(connectionString)
            .WithScriptsEmbeddedInAssembly(typeof(SqliteMigrations).Assembly, IsScript)
            .WithTransaction()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
            throw Failure(result);
        return true;
    }

    /// <summary>As DbUp would find out, but without it: loading and compiling it is most of what opening a store takes.</summary>
    private static bool HasSeenAll(string connectionString)
    {
        try
        {
            using var connection = new SqliteConnection(connectionString);
            connection.Open();
            using var statement = new SqliteStatement(connection, "SELECT ScriptName FROM SchemaVersions", parameters: 0);
            using var reader = statement.Read();
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (reader.Read())
                seen.Add(reader.GetString(0));
            return typeof(SqliteMigrations).Assembly.GetManifestResourceNames().Where(IsScript).All(seen.Contains);
        }
        catch (SqliteException)
        {
            // A new file, or one that cannot be read: DbUp makes the one good, and says what is wrong with the other.
            return false;
        }
    }

    private static bool IsScript(string name) => name.StartsWith(Scripts, StringComparison.Ordinal);

    private static Exception Failure(DatabaseUpgradeResult result) => SqliteErrors.IsOutage(result.Error)
        ? result.Error
        : new InvalidOperationException($"The database's tables could not be brought up to date: {result.Error.Message}", result.Error);
}

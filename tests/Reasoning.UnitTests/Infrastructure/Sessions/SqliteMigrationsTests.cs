using Microsoft.Data.Sqlite;
using Reasoning.Infrastructure.Sessions.Sqlite;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

public sealed class SqliteMigrationsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reasoning-migrations-").FullName;

    private string File => Path.Combine(_folder, "reasoning.db");

    private string ConnectionString => $"Data Source={File};Pooling=False";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_WhenTheDatabaseIsNew_MakesItsTables()
    {
        Assert.True(SqliteMigrations.Run(ConnectionString));

        Assert.Equal(0L, Ask("SELECT count(*) FROM sessions"));
    }

    [Fact]
    public void Run_WhenEveryScriptWasSeen_HasNothingToDo()
    {
        SqliteMigrations.Run(ConnectionString);

        Assert.False(SqliteMigrations.Run(ConnectionString));
    }

    [Fact]
    public void Run_WhenANewerServerWasHere_HasNothingToDo()
    {
        SqliteMigrations.Run(ConnectionString);
        Ask("INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('9999_later.sql', '2026-01-01')");

        Assert.False(SqliteMigrations.Run(ConnectionString));
    }

    [Fact]
    public void Run_WhenTheFileIsNoDatabase_SaysSo()
    {
        System.IO.File.WriteAllText(File, new string('x', 8192));

        Assert.Throws<InvalidOperationException>(() => SqliteMigrations.Run(ConnectionString));
    }

    private object? Ask(string sql)
    {
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}

using Npgsql;

[assembly: AssemblyFixture(typeof(Reasoning.UnitTests.Infrastructure.Sessions.Postgres.SharedPostgres))]

namespace Reasoning.UnitTests.Infrastructure.Sessions.Postgres;

/// <summary>
/// One server for all tests that need one, started by the first of them: the one that an environment variable names,
/// else a container, else one from installed programs. Without any of these the tests are skipped and say so.
/// </summary>
public sealed class SharedPostgres : IAsyncDisposable
{
    public const string Missing =
        $"No PostgreSQL: {NamedPostgres.Variable} names none, no Docker engine answers, and it is not installed.";

    private readonly Lazy<Task<PostgresServer?>> _server = new(FindAsync);
    private readonly List<string> _databases = [];

    /// <summary>One that can be stopped without harm to other tests; <see langword="null"/> when there is none.</summary>
    internal static async Task<PostgresServer?> StartAnotherAsync() =>
        (PostgresServer?)await ContainerPostgres.TryStartAsync() ?? await InstalledPostgres.TryStartAsync();

    /// <returns>The connection string of a new database; <see langword="null"/> when there is no server.</returns>
    public async Task<string?> CreateDatabaseAsync()
    {
        if (await _server.Value is not { } server)
            return null;

        var name = $"reasoning_test_{Guid.NewGuid():N}";
        await ExecuteAsync(server, $"create database {name}");
        lock (_databases)
            _databases.Add(name);
        return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_server.IsValueCreated || await _server.Value is not { } server)
            return;
        if (server is NamedPostgres)
        {
            foreach (var name in _databases)
                await ExecuteAsync(server, $"drop database {name} with (force)");
        }

        await server.DisposeAsync();
    }

    private static async Task<PostgresServer?> FindAsync() => NamedPostgres.Find() ?? await StartAnotherAsync();

    private static async Task ExecuteAsync(PostgresServer server, string text)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync();
    }
}

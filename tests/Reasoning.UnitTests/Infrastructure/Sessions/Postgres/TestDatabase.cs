using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Reasoning.Infrastructure.Sessions;
using Reasoning.Infrastructure.Sessions.Postgres;
using Reasoning.Infrastructure.WebSockets.Framing;

namespace Reasoning.UnitTests.Infrastructure.Sessions.Postgres;

/// <summary>A database for the tests of one class.</summary>
public sealed class TestDatabase(SharedPostgres server) : IAsyncLifetime
{
    private readonly List<NpgsqlDataSource> _sources = [];
    private string? _connectionString;

    public async ValueTask InitializeAsync() => _connectionString = await server.CreateDatabaseAsync();

    /// <summary>An empty store; the test is skipped when there is no server.</summary>
    internal async Task<PostgresSessionStore> CreateStoreAsync()
    {
        Assert.SkipWhen(_connectionString is null, SharedPostgres.Missing);
        await CreateSchema().PrepareAsync(Support.Test.Token);
        await ExecuteAsync("truncate outbox, deleted_sessions, sessions, runs, run_notes, events");
        return CreateAnotherStore();
    }

    /// <summary>A store with connections of its own, as another node has it.</summary>
    internal PostgresSessionStore CreateAnotherStore() => new(new PostgresDatabase(CreateSource()), TextFrameHeader.Instance);

    internal PostgresSchema CreateSchema(bool newEpoch = false)
    {
        Assert.SkipWhen(_connectionString is null, SharedPostgres.Missing);
        return new PostgresSchema(
            Options.Create(new PostgresStoreOptions { ConnectionString = _connectionString }),
            Options.Create(new StorageOptions { NewEpoch = newEpoch }),
            NullLogger<PostgresSchema>.Instance);
    }

    internal async Task<object?> ExecuteAsync(string text)
    {
        Assert.SkipWhen(_connectionString is null, SharedPostgres.Missing);
        await using var source = PostgresDataSource.Create(_connectionString);
        await using var command = source.CreateCommand(text);
        return await command.ExecuteScalarAsync(Support.Test.Token);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources)
            await source.DisposeAsync();
    }

    private NpgsqlDataSource CreateSource()
    {
        // Many stores of one class at once must not use up the server's connections.
        var settings = new NpgsqlConnectionStringBuilder(_connectionString) { MaxPoolSize = 4, ConnectionIdleLifetime = 2, ConnectionPruningInterval = 1 };
        var source = PostgresDataSource.Create(settings.ConnectionString);
        _sources.Add(source);
        return source;
    }
}

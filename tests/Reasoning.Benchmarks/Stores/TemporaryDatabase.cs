using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

using Npgsql;

using Reasoning.Infrastructure.Sessions;
using Reasoning.Infrastructure.Sessions.Postgres;
using Reasoning.UnitTests.Infrastructure.Sessions.Postgres;

namespace Reasoning.Benchmarks.Stores;

/// <summary>A database with the store's tables, which does not outlive this object.</summary>
internal sealed class TemporaryDatabase : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private readonly PostgresServer _server;
    private readonly string _name = $"reasoning_bench_{Guid.NewGuid():N}";

    private TemporaryDatabase(PostgresServer server)
    {
        _server = server;
        ConnectionString = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = _name }.ConnectionString;
    }

    public string ConnectionString { get; }

    public static async Task<TemporaryDatabase> CreateAsync(PostgresServer server, CancellationToken cancellationToken)
    {
        var database = new TemporaryDatabase(server);
        await AskAsync(server, $"create database {database._name}", cancellationToken);
        var options = Options.Create(new PostgresStoreOptions { ConnectionString = database.ConnectionString });
        await new PostgresSchema(options, Options.Create(new StorageOptions()), NullLogger<PostgresSchema>.Instance).PrepareAsync(cancellationToken);
        return database;
    }

    /// <summary>The server's version and what makes its commits fast or slow.</summary>
    public static async Task<string> DescribeAsync(PostgresServer server, CancellationToken cancellationToken) => (string)(await AskAsync(
        server,
        """
        select format('PostgreSQL %s, fsync %s, synchronous_commit %s, shared_buffers %s', current_setting('server_version'),
            current_setting('fsync'), current_setting('synchronous_commit'), current_setting('shared_buffers'))
        """,
        cancellationToken))!;

    /// <summary>Transactions so far. Connections tell theirs for certain only when they close: all must be about to.</summary>
    public async Task<long> CommitsAsync(CancellationToken cancellationToken)
    {
        var connections = $"select count(*) from pg_stat_activity where datname = '{_name}' and backend_type = 'client backend'";
        while (await AskAsync(_server, connections, cancellationToken) is not 0L)
            await Task.Delay(PollInterval, TimeProvider.System, cancellationToken);
        return (long)(await AskAsync(_server, $"select xact_commit from pg_stat_database where datname = '{_name}'", cancellationToken))!;
    }

    public async ValueTask DisposeAsync() => await AskAsync(_server, $"drop database {_name} with (force)", CancellationToken.None);

    private static async Task<object?> AskAsync(PostgresServer server, string text, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(text, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}

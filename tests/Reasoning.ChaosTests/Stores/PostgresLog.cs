using System.Runtime.CompilerServices;
using Npgsql;

namespace Reasoning.ChaosTests.Stores;

/// <summary>The PostgreSQL store's tables.</summary>
internal sealed class PostgresLog : IStoredLog
{
    private readonly NpgsqlConnection _connection;

    private PostgresLog(NpgsqlConnection connection) => _connection = connection;

    public static async Task<PostgresLog> OpenAsync(string database, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return new PostgresLog(connection);
    }

    public async IAsyncEnumerable<StoredEvent> EventsAsync(string session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string Query = """
            select events.seq, events.frame from events join sessions on sessions.id = events.session
            where sessions.name = $1 order by events.seq
            """;
        await using var reader = await ReadAsync(Query, session, cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            yield return new StoredEvent(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1));
    }

    public async Task<IReadOnlyList<StoredRun>> RunsAsync(string session, CancellationToken cancellationToken)
    {
        const string Query = """
            select runs.id, runs.ended_at is not null from runs join sessions on sessions.id = runs.session
            where sessions.name = $1
            """;
        await using var reader = await ReadAsync(Query, session, cancellationToken);
        var runs = new List<StoredRun>();
        while (await reader.ReadAsync(cancellationToken))
            runs.Add(new StoredRun(reader.GetGuid(0).ToString("N"), reader.GetBoolean(1)));
        return runs;
    }

    public async Task<long> LastSeqAsync(string session, CancellationToken cancellationToken)
    {
        await using var reader = await ReadAsync("select last_seq from sessions where name = $1", session, cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? reader.GetInt64(0) : 0;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<NpgsqlDataReader> ReadAsync(string query, string session, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(query, _connection) { Parameters = { new() { Value = session } } };
        return await command.ExecuteReaderAsync(cancellationToken);
    }
}

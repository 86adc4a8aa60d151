using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Reasoning.ChaosTests.Stores;

/// <summary>The SQLite store's file, opened for reading only.</summary>
internal sealed class SqliteLog : IStoredLog
{
    private readonly SqliteConnection _connection;

    private SqliteLog(SqliteConnection connection) => _connection = connection;

    public static async Task<SqliteLog> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        var source = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, "reasoning.db"),
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        };
        var connection = new SqliteConnection(source.ToString());
        await connection.OpenAsync(cancellationToken);
        return new SqliteLog(connection);
    }

    public async IAsyncEnumerable<StoredEvent> EventsAsync(string session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string Query = """
            SELECT events.seq, events.frame FROM events JOIN sessions ON sessions.id = events.session
            WHERE sessions.name = $session ORDER BY events.seq
            """;
        await using var reader = await ReadAsync(Query, session, cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            yield return new StoredEvent(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1));
    }

    public async Task<IReadOnlyList<StoredRun>> RunsAsync(string session, CancellationToken cancellationToken)
    {
        const string Query = """
            SELECT lower(hex(runs.id)), runs.ended_at IS NOT NULL FROM runs JOIN sessions ON sessions.id = runs.session
            WHERE sessions.name = $session
            """;
        await using var reader = await ReadAsync(Query, session, cancellationToken);
        var runs = new List<StoredRun>();
        while (await reader.ReadAsync(cancellationToken))
            runs.Add(new StoredRun(reader.GetString(0), reader.GetBoolean(1)));
        return runs;
    }

    public async Task<long> LastSeqAsync(string session, CancellationToken cancellationToken)
    {
        await using var reader = await ReadAsync("SELECT last_seq FROM sessions WHERE name = $session", session, cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? reader.GetInt64(0) : 0;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<SqliteDataReader> ReadAsync(string query, string session, CancellationToken cancellationToken)
    {
        var command = _connection.CreateCommand();
        command.CommandText = query;
        command.Parameters.AddWithValue("$session", session);
        return await command.ExecuteReaderAsync(cancellationToken);
    }
}

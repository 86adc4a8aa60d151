using Microsoft.Data.Sqlite;
using Reasoning.Application.Sessions;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>Writes events, a row each. Several rows a statement: what a statement costs is much of what a row costs.</summary>
internal sealed class EventRows(SqliteConnection connection) : IDisposable
{
    private const int ChunkRows = 32;

    private readonly SqliteStatement _chunk = Insert(connection, ChunkRows);
    private readonly SqliteStatement _single = Insert(connection, rows: 1);

    public void Add(long session, EventBatch batch)
    {
        var seq = batch.FirstSeq;
        while (seq <= batch.LastSeq)
        {
            var rows = batch.LastSeq - seq + 1 >= ChunkRows ? ChunkRows : 1;
            var insert = rows == 1 ? _single : _chunk;
            insert.Bind(1, session);
            insert.Bind(2, seq);
            for (var row = 0; row < rows; row++)
                insert.Bind(row + 3, batch.Frame(seq + row).ToArray());
            insert.Run();
            seq += rows;
        }
    }

    public void Dispose()
    {
        _chunk.Dispose();
        _single.Dispose();
    }

    private static SqliteStatement Insert(SqliteConnection connection, int rows)
    {
        var values = Enumerable.Range(0, rows).Select(row => $"(?1, ?2 + {row}, ?{row + 3})");
        return new SqliteStatement(connection, $"INSERT INTO events (session, seq, frame) VALUES {string.Join(", ", values)}", rows + 2);
    }
}

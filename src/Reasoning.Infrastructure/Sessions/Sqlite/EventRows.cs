using Microsoft.Data.Sqlite;
using Reasoning.Application.Sessions;
using SQLitePCL;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>
/// Writes events, a row each, and several rows a statement: what a statement costs is much of what a row costs. It binds
/// the frames where they lie, which parameters of ADO.NET would have copied into an array each.
/// </summary>
internal sealed class EventRows(SqliteConnection connection) : IDisposable
{
    private const int ChunkRows = 32;

    private readonly sqlite3_stmt _chunk = Insert(connection, ChunkRows);
    private readonly sqlite3_stmt _single = Insert(connection, rows: 1);

    public void Add(long session, EventBatch batch)
    {
        var seq = batch.FirstSeq;
        while (seq <= batch.LastSeq)
        {
            var rows = batch.LastSeq - seq + 1 >= ChunkRows ? ChunkRows : 1;
            Add(rows == 1 ? _single : _chunk, session, batch, seq, rows);
            seq += rows;
        }
    }

    public void Dispose()
    {
        _chunk.Dispose();
        _single.Dispose();
    }

    private static sqlite3_stmt Insert(SqliteConnection connection, int rows)
    {
        var values = Enumerable.Range(0, rows).Select(row => $"(?1, ?2 + {row}, ?{row + 3})");
        var sql = $"INSERT INTO events (session, seq, frame) VALUES {string.Join(", ", values)}";
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(connection.Handle, sql, out var statement), connection.Handle);
        return statement;
    }

    private void Add(sqlite3_stmt insert, long session, EventBatch batch, long firstSeq, int rows)
    {
        Check(raw.sqlite3_bind_int64(insert, 1, session));
        Check(raw.sqlite3_bind_int64(insert, 2, firstSeq));
        for (var row = 0; row < rows; row++)
            Check(raw.sqlite3_bind_blob(insert, row + 3, batch.Frame(firstSeq + row).Span));

        // The step tells whether the rows were written; the reset would only say it again.
        var written = raw.sqlite3_step(insert);
        raw.sqlite3_reset(insert);
        if (written != raw.SQLITE_DONE)
            Check(written);
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, connection.Handle);
}

using Microsoft.Data.Sqlite;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>Removes what deleted sessions have left behind.</summary>
internal sealed class DeletedRows(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _next = new(connection, "SELECT min(session) FROM deleted_sessions", parameters: 0);

    private readonly SqliteStatement _events = new(
        connection,
        "DELETE FROM events WHERE session = ?1 AND seq IN (SELECT seq FROM events WHERE session = ?1 ORDER BY seq LIMIT ?2)",
        parameters: 2);

    private readonly SqliteStatement _runs = new(
        connection,
        "DELETE FROM runs WHERE session = ?1 AND id IN (SELECT id FROM runs WHERE session = ?1 LIMIT ?2)",
        parameters: 2);

    private readonly SqliteStatement _notes = new(
        connection,
        "DELETE FROM run_notes WHERE session = ?1 AND (run, number) IN (SELECT run, number FROM run_notes WHERE session = ?1 LIMIT ?2)",
        parameters: 2);

    private readonly SqliteStatement _outbox = new(
        connection,
        "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE session = ?1 LIMIT ?2)",
        parameters: 2);

    private readonly SqliteStatement _done = new(connection, "DELETE FROM deleted_sessions WHERE session = ?1", parameters: 1);

    /// <returns>How many rows: at most <paramref name="most"/>, so that whoever wants to write waits only a moment.</returns>
    public long Remove(int most)
    {
        var removed = 0;
        while (removed < most && _next.Value() is long session)
        {
            foreach (var statement in new[] { _notes, _runs, _outbox, _events })
            {
                if (removed < most)
                    removed += statement.Run(session, most - removed);
            }

            // With room to spare: nothing is left of it.
            if (removed < most)
                removed += _done.Run(session);
        }

        return removed;
    }

    public void Dispose()
    {
        foreach (var statement in new[] { _next, _events, _runs, _notes, _outbox, _done })
            statement.Dispose();
    }
}

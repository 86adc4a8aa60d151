using Microsoft.Data.Sqlite;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>Deletes the beginning of a log, and the runs of which nothing is left.</summary>
internal sealed class ExpiredRows(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _oldest = new(connection, "SELECT min(seq) FROM events WHERE session = ?1", parameters: 1);

    private readonly SqliteStatement _events = new(
        connection, "DELETE FROM events WHERE session = ?1 AND seq < ?2", parameters: 2);

    private readonly SqliteStatement _runs = new(
        connection,
        "DELETE FROM runs WHERE session = ?1 AND first_seq < ?2 AND last_seq < ?2 AND ended_at IS NOT NULL AND accepted_at < ?3",
        parameters: 3);

    /// <returns>How many events: at most <paramref name="most"/>, so that whoever wants to write waits only a moment.</returns>
    public long Delete(ExpiredPart part, long keysBefore, int most)
    {
        var oldest = _oldest.Value(part.Session) is long seq ? seq : part.End;
        var end = Math.Min(part.End, oldest + most);
        var deleted = _events.Run(part.Session, end);

        // Events before the oldest went earlier, when their run was still remembered for its key.
        _runs.Run(part.Session, Math.Max(end, oldest), keysBefore);
        return deleted;
    }

    public void Dispose()
    {
        _oldest.Dispose();
        _events.Dispose();
        _runs.Dispose();
    }
}

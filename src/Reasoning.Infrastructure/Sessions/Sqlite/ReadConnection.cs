using Microsoft.Data.Sqlite;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;
using SQLitePCL;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>A connection that reads, with its prepared statements. Used by one thread at a time.</summary>
internal sealed class ReadConnection(SqliteConnection connection) : IDisposable
{
    private const string Session = "(SELECT id FROM sessions WHERE tenant = ?1 AND name = ?2)";

    private readonly SqliteStatement _events = new(
        connection, $"SELECT seq, frame FROM events WHERE session = {Session} AND seq > ?3 AND seq <= ?4 ORDER BY seq", parameters: 4);

    private readonly SqliteStatement _oldest = new(
        connection, $"SELECT min(seq) FROM events WHERE session = {Session}", parameters: 2);

    private readonly SqliteStatement _hasRun = new(
        connection, $"SELECT 1 FROM runs WHERE session = {Session} AND id = ?3", parameters: 3);

    private readonly SqliteStatement _byKey = new(
        connection,
        $"""
        SELECT id, agent, message, enable_reasoning FROM runs
        WHERE session = {Session} AND idempotency_key = ?3 AND accepted_at >= ?4 ORDER BY first_seq DESC LIMIT 1
        """,
        parameters: 4);

    private readonly SqliteStatement _notes = new(
        connection, $"SELECT text FROM run_notes WHERE session = {Session} AND run = ?3 ORDER BY number", parameters: 3);

    private readonly SqliteStatement _hasDue = new(
        connection, "SELECT 1 FROM outbox WHERE target = ?1 AND due_at <= ?2 LIMIT 1", parameters: 2);

    private readonly SqliteStatement _unfinished = new(
        connection,
        "SELECT tenant, name FROM sessions WHERE id IN (SELECT session FROM runs WHERE ended_at IS NULL)",
        parameters: 0);

    private readonly SqliteStatement _expired = new(
        connection,
        """
        WITH logs AS (
            SELECT id, last_seq,
                (SELECT min(seq) FROM events WHERE session = sessions.id) AS oldest,
                (SELECT first_seq FROM runs WHERE session = sessions.id AND ended_at IS NULL
                    ORDER BY first_seq LIMIT 1) AS unfinished,
                (SELECT first_seq FROM runs WHERE session = sessions.id AND (ended_at IS NULL OR ended_at >= ?1)
                    ORDER BY first_seq LIMIT 1) AS young
            FROM sessions),
        parts AS (
            SELECT id, oldest, max(
                ifnull(young, last_seq + 1),
                min(ifnull(last_seq - ?2 + 1, 0), ifnull(unfinished, last_seq + 1))) AS stays
            FROM logs)
        SELECT id, stays FROM parts
        WHERE oldest < stays OR EXISTS (
            SELECT 1 FROM runs WHERE session = parts.id AND first_seq < ifnull(oldest, stays) AND last_seq < ifnull(oldest, stays)
                AND ended_at IS NOT NULL AND accepted_at < ?3)
        LIMIT ?4
        """,
        parameters: 4);

    public DirectoryRows Directory { get; } = new(connection);

    public EventBatch? ReadEvents(SessionKey session, long after, long upTo, int maxBytes, IEventHeader header)
    {
        using var reader = _events.Read(session.Tenant.Value, session.Id.Value, after, upTo);
        var page = new LogPageBuilder(after + 1, maxBytes, header);
        while (reader.Read())
        {
            // The frame where SQLite has it: a field of ADO.NET would be an array of its own.
            var frame = raw.sqlite3_column_blob(reader.Handle, 1);
            if (page.Add(reader.GetInt64(0), frame.Length) is not { } place)
                break;
            frame.CopyTo(place);
        }

        return page.Build();
    }

    public long? OldestSeq(SessionKey session) => (long?)_oldest.Value(session.Tenant.Value, session.Id.Value);

    public bool HasRun(SessionKey session, RunId run) =>
        _hasRun.Value(session.Tenant.Value, session.Id.Value, SqliteValues.Of(run)) is not null;

    public KeyedRun? FindRun(SessionKey session, string idempotencyKey, DateTimeOffset since)
    {
        using var reader = _byKey.Read(session.Tenant.Value, session.Id.Value, idempotencyKey, SqliteValues.Of(since));
        return reader.Read() ? new KeyedRun(reader.GetRunId(0), reader.GetRequest(1)) : null;
    }

    public List<string> ReadNotes(SessionKey session, RunId run)
    {
        using var reader = _notes.Read(session.Tenant.Value, session.Id.Value, SqliteValues.Of(run));
        List<string> notes = [];
        while (reader.Read())
            notes.Add(reader.GetString(0));
        return notes;
    }

    public List<SessionKey> UnfinishedSessions()
    {
        using var reader = _unfinished.Read();
        List<SessionKey> sessions = [];
        while (reader.Read())
            sessions.Add(new SessionKey(new TenantId(reader.GetString(0)), SessionId.Parse(reader.GetString(1))));
        return sessions;
    }

    public bool HasDue(string target, DateTimeOffset now) => _hasDue.Value(target, SqliteValues.Of(now)) is not null;

    /// <summary>Some of the sessions of which something may go; none when nothing may.</summary>
    public List<ExpiredPart> FindExpired(RetentionLimit limit, int most)
    {
        using var reader = _expired.Read(
            SqliteValues.Of(limit.EndedBefore), limit.MaxEvents, SqliteValues.Of(limit.KeysBefore), most);
        List<ExpiredPart> parts = [];
        while (reader.Read())
            parts.Add(new ExpiredPart(reader.GetInt64(0), reader.GetInt64(1)));
        return parts;
    }

    public void Dispose()
    {
        foreach (var statement in new[] { _events, _oldest, _hasRun, _byKey, _notes, _unfinished, _expired, _hasDue })
            statement.Dispose();
        Directory.Dispose();
        connection.Dispose();
    }
}

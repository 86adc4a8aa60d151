using Microsoft.Data.Sqlite;
using Reasoning.Application.Sessions;
using Reasoning.Application.Webhooks;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>The deliveries that are still to be made.</summary>
internal sealed class OutboxRows(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _add = new(
        connection, "INSERT INTO outbox (target, session, run, seq, ended_at, due_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)", parameters: 5);

    private readonly SqliteStatement _due = new(
        connection,
        """
        SELECT o.id, s.tenant, s.name, o.run, o.seq, o.ended_at, o.attempts FROM outbox o JOIN sessions s ON s.id = o.session
        WHERE o.target = ?1 AND o.due_at <= ?2 ORDER BY o.due_at LIMIT ?3
        """,
        parameters: 3);

    private readonly SqliteStatement _take = new(
        connection, "UPDATE outbox SET attempts = attempts + 1, due_at = ?2 WHERE id = ?1", parameters: 2);

    private readonly SqliteStatement _postpone = new(connection, "UPDATE outbox SET due_at = ?2 WHERE id = ?1", parameters: 2);

    private readonly SqliteStatement _remove = new(connection, "DELETE FROM outbox WHERE id = ?1", parameters: 1);

    public void Add(long session, RunChange.Ended end)
    {
        foreach (var target in end.Tell)
            _add.Run(target, session, SqliteValues.Of(end.Run), end.LastSeq, SqliteValues.Of(end.At));
    }

    public List<Delivery> Take(string target, DateTimeOffset now, DateTimeOffset until, int limit)
    {
        List<Delivery> taken = [];
        using (var reader = _due.Read(target, SqliteValues.Of(now), limit))
        {
            while (reader.Read())
                taken.Add(ReadDelivery(reader));
        }

        foreach (var delivery in taken)
            _take.Run(delivery.Id, SqliteValues.Of(until));
        return taken;
    }

    public void Postpone(long delivery, DateTimeOffset due) => _postpone.Run(delivery, SqliteValues.Of(due));

    public void Remove(long delivery) => _remove.Run(delivery);

    public void Dispose()
    {
        foreach (var statement in new[] { _add, _due, _take, _postpone, _remove })
            statement.Dispose();
    }

    private static Delivery ReadDelivery(SqliteDataReader reader) => new(
        reader.GetInt64(0),
        new SessionKey(new TenantId(reader.GetString(1)), SessionId.Parse(reader.GetString(2))),
        reader.GetRunId(3),
        reader.GetInt64(4),
        reader.GetTime(5),
        reader.GetInt32(6) + 1);
}

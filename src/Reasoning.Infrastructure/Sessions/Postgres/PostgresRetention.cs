using Npgsql;
using Reasoning.Application.Sessions;

namespace Reasoning.Infrastructure.Sessions.Postgres;

/// <summary>
/// Deletes what has expired, a piece a call. Sessions are looked at in the order of their rows, so many at a time; the
/// next call goes on where the last one stopped. Several nodes may do this at once: they find less to do.
/// </summary>
internal sealed class PostgresRetention(PostgresDatabase database)
{
    private const int SessionsAtATime = 1_000;
    private const int EventsAtATime = 10_000;

    // A log may go up to the first run that has to stay. Beyond the number to keep, only a run that has not ended stays.
    // What may go once may go for ever, so nothing has to be locked between finding it and deleting it.
    private const string FindDue =
        """
        select s.id, s.oldest_seq, case when s.oldest_seq > s.last_seq then 0 else greatest(
            coalesce((
                select r.first_seq - 1 from runs r
                where r.session = s.id and (r.ended_at is null or r.ended_at >= @ended_before)
                order by r.first_seq limit 1), s.last_seq),
            case when s.last_seq - @max_events >= s.oldest_seq then least(s.last_seq - @max_events, (
                select r.first_seq - 1 from runs r
                where r.session = s.id and r.ended_at is null
                order by r.first_seq limit 1)) else 0 end) end
        from sessions s where s.id > @after order by s.id limit @sessions
        """;

    private const string DeleteEvents =
        """
        with deleted as (delete from events where session = @session and seq <= @up_to returning seq),
        moved as (update sessions set oldest_seq = @up_to + 1 where id = @session and oldest_seq <= @up_to)
        select count(*) from deleted
        """;

    private const string ForgetRuns =
        """
        delete from runs r using sessions s
        where s.id > @after and s.id <= @up_to and r.session = s.id and r.first_seq < s.oldest_seq
            and r.ended_at is not null and r.last_seq < s.oldest_seq
            and (r.idempotency_key is null or r.accepted_at < @keys_before)
        """;

    private long _after;

    public async ValueTask<long> DeleteAsync(RetentionLimit limit, CancellationToken cancellationToken)
    {
        // Once around, beginning anywhere: only then is nothing left.
        var wrapped = _after == 0;
        while (true)
        {
            var after = _after;
            var sessions = await database.UseAsync((connection, token) => FindAsync(connection, after, limit, token), cancellationToken);
            var deleted = await DeleteAsync(sessions, cancellationToken);
            if (sessions.Count > 0)
                await database.UseAsync((connection, token) => ForgetRunsAsync(connection, after, sessions[^1].Id, limit, token), cancellationToken);
            if (deleted > 0)
                return deleted;

            _after = sessions.Count < SessionsAtATime ? 0 : sessions[^1].Id;
            if (_after != 0)
                continue;
            if (wrapped)
                return 0;
            wrapped = true;
        }
    }

    private static async ValueTask<List<DueSession>> FindAsync(
        NpgsqlConnection connection, long after, RetentionLimit limit, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(FindDue, connection);
        command.Parameters.AddTime("ended_before", limit.EndedBefore);
        command.Parameters.AddLong("max_events", limit.MaxEvents);
        command.Parameters.AddLong("after", after);
        command.Parameters.AddLong("sessions", SessionsAtATime);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var sessions = new List<DueSession>();
        while (await row.ReadAsync(cancellationToken))
            sessions.Add(new DueSession(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)));
        return sessions;
    }

    private async ValueTask<long> DeleteAsync(List<DueSession> sessions, CancellationToken cancellationToken)
    {
        var deleted = 0L;
        foreach (var session in sessions)
        {
            if (session.UpTo < session.OldestSeq || deleted >= EventsAtATime)
                continue;
            var upTo = Math.Min(session.UpTo, session.OldestSeq + EventsAtATime - 1 - deleted);
            deleted += await database.UseAsync(
                (connection, token) => DeleteEventsAsync(connection, session.Id, upTo, token), cancellationToken);
        }

        return deleted;
    }

    private static async ValueTask<long> DeleteEventsAsync(
        NpgsqlConnection connection, long session, long upTo, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(DeleteEvents, connection);
        command.Parameters.AddLong("session", session);
        command.Parameters.AddLong("up_to", upTo);
        return await command.ExecuteScalarAsync(cancellationToken) as long? ?? 0;
    }

    private static async ValueTask<int> ForgetRunsAsync(
        NpgsqlConnection connection, long after, long upTo, RetentionLimit limit, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ForgetRuns, connection);
        command.Parameters.AddLong("after", after);
        command.Parameters.AddLong("up_to", upTo);
        command.Parameters.AddTime("keys_before", limit.KeysBefore);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A session whose log may go up to an event, that one included.</summary>
    private readonly record struct DueSession(long Id, long OldestSeq, long UpTo);
}

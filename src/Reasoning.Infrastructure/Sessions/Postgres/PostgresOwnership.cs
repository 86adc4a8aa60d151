using Npgsql;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions.Postgres;

/// <summary>Takes a session over.</summary>
internal static class PostgresOwnership
{
    // Should another owner be taking the row at the same moment, the term is drawn again once the row is free: whoever
    // comes later has the higher one.
    private const string TakeRow =
        """
        update sessions set term = nextval('terms'), updated_at = now()
        where tenant = @tenant and name = @name
        returning epoch, term, last_seq
        """;

    // Behind the statement above and in its transaction: nobody appends between the two.
    private const string Unfinished =
        """
        select r.id, r.agent, r.message, r.enable_reasoning, r.idempotency_key, r.accepted_at, r.first_seq, r.notes,
            r.interrupt_requested, r.attempt, r.progress, r.idle
        from runs r join sessions s on s.id = r.session
        where s.tenant = @tenant and s.name = @name and r.ended_at is null
        order by r.first_seq
        """;

    // For a session without a row.
    private const string Unwritten = "select epoch, nextval('terms') from meta";

    public static async ValueTask<SessionOwnership> TakeAsync(
        NpgsqlConnection connection, SessionKey session, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        foreach (var text in new[] { TakeRow, Unfinished, Unwritten })
        {
            var statement = new NpgsqlBatchCommand(text);
            if (text != Unwritten)
                statement.Parameters.AddName(session);
            batch.BatchCommands.Add(statement);
        }

        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        SessionOwnership? taken = await row.ReadAsync(cancellationToken)
            ? new(new Epoch(row.GetString(0)), row.GetInt64(1), row.GetInt64(2), [])
            : null;

        var unfinished = new List<UnfinishedRun>();
        await row.NextResultAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            unfinished.Add(ReadRun(row));

        if (taken is not null)
            return taken with { UnfinishedRuns = unfinished };

        await row.NextResultAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new SessionOwnership(new Epoch(row.GetString(0)), row.GetInt64(1), LastSeq: 0, []);
    }

    private static UnfinishedRun ReadRun(NpgsqlDataReader row) => new(
        new RunId(row.GetGuid(0)),
        new RunRequest(row.GetString(1), row.GetUtf8(2), row.GetBoolean(3)),
        row.IsDBNull(4) ? null : row.GetUtf8(4),
        row.GetFieldValue<DateTimeOffset>(5),
        FirstSeq: row.GetInt64(6),
        Notes: row.GetInt32(7),
        InterruptRequested: row.GetBoolean(8),
        row.IsDBNull(9) ? null : new TakeUp(row.GetInt32(9), row.GetInt64(10), row.GetInt32(11)));
}

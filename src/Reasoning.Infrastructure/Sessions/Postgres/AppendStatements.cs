using Npgsql;
using NpgsqlTypes;
using Reasoning.Application.Sessions;

namespace Reasoning.Infrastructure.Sessions.Postgres;

/// <summary>
/// The statements that store an append. The first moves the session's row on, if this owner may and the events follow,
/// and adds the events; those for the runs come behind it in the same transaction and look whether it did.
/// </summary>
internal static class AppendStatements
{
    // One statement for every number of events: it is prepared once.
    private const string AddEvents =
        """
        insert into events (session, seq, frame)
        select fenced.id, @first - 1 + event.number, event.frame
        from fenced cross join unnest(@frames) with ordinality as event (frame, number)
        """;

    private const string Continue =
        $"""
        with fenced as (
            update sessions set term = @term, last_seq = @last, updated_at = now()
            where tenant = @tenant and name = @name and term <= @term and last_seq = @first - 1
            returning id)
        {AddEvents}
        """;

    private const string Begin =
        $"""
        with fenced as (
            insert into sessions (tenant, name, epoch, term, last_seq) values (@tenant, @name, @epoch, @term, @last)
            on conflict (tenant, name) do update set term = @term, last_seq = @last, updated_at = now()
            where sessions.term <= @term and sessions.last_seq = 0
            returning id)
        {AddEvents}
        """;

    private const string ChangeRunsOnly =
        """
        update sessions set term = @term, updated_at = now()
        where tenant = @tenant and name = @name and term <= @term
        """;

    /// <returns>The statement whose rows tell whether the append was stored.</returns>
    public static NpgsqlBatchCommand Add(NpgsqlBatch batch, PendingAppend append)
    {
        var fence = Fence(append);
        batch.BatchCommands.Add(fence);
        foreach (var change in append.Content.Runs)
        {
            var statement = RunStatements.For(change);
            AddOwner(statement, append);
            statement.Parameters.AddLong("last", append.Content.Events?.LastSeq);
            batch.BatchCommands.Add(statement);
        }

        return fence;
    }

    private static NpgsqlBatchCommand Fence(PendingAppend append)
    {
        if (append.Content.Events is not { } events)
        {
            var change = new NpgsqlBatchCommand(ChangeRunsOnly);
            AddOwner(change, append);
            return change;
        }

        var statement = new NpgsqlBatchCommand(events.FirstSeq == 1 ? Begin : Continue);
        AddOwner(statement, append);
        if (events.FirstSeq == 1)
            statement.Parameters.AddText("epoch", append.Content.Epoch.Value);
        statement.Parameters.AddLong("first", events.FirstSeq);
        statement.Parameters.AddLong("last", events.LastSeq);
        statement.Parameters.Add(new NpgsqlParameter<ReadOnlyMemory<byte>[]>("frames", NpgsqlDbType.Array | NpgsqlDbType.Bytea) { TypedValue = Frames(events) });
        return statement;
    }

    private static void AddOwner(NpgsqlBatchCommand statement, PendingAppend append)
    {
        statement.Parameters.AddName(append.Session);
        statement.Parameters.AddLong("term", append.Term);
    }

    private static ReadOnlyMemory<byte>[] Frames(EventBatch events)
    {
        var frames = new ReadOnlyMemory<byte>[events.Count];
        for (var index = 0; index < frames.Length; index++)
            frames[index] = events.Frame(events.FirstSeq + index);
        return frames;
    }
}

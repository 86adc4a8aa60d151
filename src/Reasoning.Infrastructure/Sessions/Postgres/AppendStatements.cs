using Npgsql;
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
            on conflict (tenant, name) do update set term = @term, last_seq = @last, created_at = now(), updated_at = now()
            where sessions.term <= @term and sessions.last_seq = 0
            returning id)
        {AddEvents}
        """;

    // The same for many sessions: what a statement costs is most of what a small append costs.
    private const string ContinueMany =
        """
        with append as (
            select * from unnest(@tenants, @names, @terms, @firsts, @lasts) with ordinality
                as append (tenant, name, term, first, last, number)),
        fenced as (
            update sessions s set term = append.term, last_seq = append.last, updated_at = now()
            from append
            where s.tenant = append.tenant and s.name = append.name and s.term <= append.term and s.last_seq = append.first - 1
            returning s.id, append.number)
        insert into events (session, seq, frame)
        select fenced.id, event.seq, event.frame
        from fenced join unnest(@numbers, @seqs, @frames) as event (number, seq, frame) on event.number = fenced.number
        """;

    private const string ChangeRunsOnly =
        """
        update sessions set term = @term, updated_at = now()
        where tenant = @tenant and name = @name and term <= @term
        """;

    /// <summary>Whether it only adds events to a log that has some.</summary>
    public static bool IsPlain(PendingAppend append) => append.Content is { Events.FirstSeq: > 1, Runs.Count: 0 };

    /// <param name="appends">Plain ones, each of another session.</param>
    /// <returns>The statement that has added the events of all if it has added so many rows.</returns>
    public static NpgsqlBatchCommand AddMany(NpgsqlBatch batch, IReadOnlyList<PendingAppend> appends)
    {
        var statement = new NpgsqlBatchCommand(ContinueMany);
        var count = appends.Sum(append => append.Content.Events!.Count);
        var (numbers, seqs, frames) = (new List<long>(count), new List<long>(count), new List<ReadOnlyMemory<byte>>(count));
        for (var number = 1; number <= appends.Count; number++)
        {
            var events = appends[number - 1].Content.Events!;
            for (var seq = events.FirstSeq; seq <= events.LastSeq; seq++)
            {
                numbers.Add(number);
                seqs.Add(seq);
                frames.Add(events.Frame(seq));
            }
        }

        statement.Parameters.AddTexts("tenants", [.. appends.Select(append => append.Session.Tenant.Value)]);
        statement.Parameters.AddTexts("names", [.. appends.Select(append => append.Session.Id.Value)]);
        statement.Parameters.AddLongs("terms", [.. appends.Select(append => append.Term)]);
        statement.Parameters.AddLongs("firsts", [.. appends.Select(append => append.Content.Events!.FirstSeq)]);
        statement.Parameters.AddLongs("lasts", [.. appends.Select(append => append.Content.Events!.LastSeq)]);
        statement.Parameters.AddLongs("numbers", numbers);
        statement.Parameters.AddLongs("seqs", seqs);
        statement.Parameters.AddFrames("frames", frames);
        batch.BatchCommands.Add(statement);
        return statement;
    }

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
        statement.Parameters.AddFrames("frames", Frames(events));
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

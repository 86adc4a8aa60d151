using System.Diagnostics;
using Npgsql;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions.Postgres;

/// <summary>The statements that store what happened to a run. Each does nothing where it was stored before, or was fenced off.</summary>
internal static class RunStatements
{
    // True when the statement before it has moved the session on, or when it had before: then the same comes again.
    private const string IsFenced =
        "s.tenant = @tenant and s.name = @name and s.term = @term and s.last_seq = coalesce(@last, s.last_seq)";

    private const string IsThisRun = "r.session = s.id and r.id = @run and r.ended_at is null";

    private const string Accept =
        $"""
        with active as (
            update sessions s set active_at = greatest(s.active_at, @at), title = coalesce(s.title, @title),
                title_folded = case when s.title is null then @title_folded else s.title_folded end
            where {IsFenced}
            returning s.id)
        insert into runs (session, id, agent, message, enable_reasoning, idempotency_key, accepted_at, first_seq)
        select active.id, @run, @agent, @message, @enable_reasoning, @idempotency_key, @at, @first
        from active
        on conflict do nothing
        """;

    private const string TakeUp =
        $"""
        update runs r set attempt = @attempt, progress = @progress, idle = @idle
        from sessions s where {IsFenced} and {IsThisRun}
        """;

    private const string Note =
        $"""
        with noted as (
            update runs r set notes = @number
            from sessions s where {IsFenced} and {IsThisRun} and r.notes = @number - 1
            returning r.session, r.id)
        insert into run_notes (session, run, number, text)
        select session, id, @number, @text from noted
        """;

    private const string RequestInterrupt =
        $"""
        update runs r set interrupt_requested = true
        from sessions s where {IsFenced} and {IsThisRun}
        """;

    // Nobody continues it any more, so nobody reads its notes.
    private const string End =
        $"""
        with ended as (
            update runs r set ended_at = @at, last_seq = @end, outcome = @outcome
            from sessions s where {IsFenced} and {IsThisRun}
            returning r.session, r.id),
        active as (
            update sessions s set active_at = greatest(s.active_at, @at) from ended where s.id = ended.session),
        told as (
            insert into outbox (target, session, run, seq, ended_at, due_at)
            select target, ended.session, ended.id, @end, @at, @at from ended cross join unnest(@targets) as target)
        delete from run_notes n using ended where n.session = ended.session and n.run = ended.id
        """;

    public static NpgsqlBatchCommand For(RunChange change)
    {
        var statement = new NpgsqlBatchCommand(Text(change));
        statement.Parameters.Add(new NpgsqlParameter<Guid>("run", change.Run.Value));
        AddParameters(statement.Parameters, change);
        return statement;
    }

    private static string Text(RunChange change) => change switch
    {
        RunChange.Accepted => Accept,
        RunChange.TakenUp => TakeUp,
        RunChange.Noted => Note,
        RunChange.InterruptRequested => RequestInterrupt,
        RunChange.Ended => End,
        _ => throw new UnreachableException(),
    };

    private static void AddParameters(NpgsqlParameterCollection parameters, RunChange change)
    {
        switch (change)
        {
            case RunChange.Accepted(_, var request, var at, var firstSeq, var key):
                parameters.AddText("agent", request.Agent);
                parameters.AddUtf8("message", request.Message);
                parameters.Add(new NpgsqlParameter<bool>("enable_reasoning", request.EnableReasoning));
                parameters.AddUtf8("idempotency_key", key);
                parameters.AddTime("at", at);
                parameters.AddLong("first", firstSeq);
                parameters.AddTitle(SessionTitle.FromMessage(request.Message));
                break;
            case RunChange.TakenUp(_, var takeUp):
                parameters.Add(new NpgsqlParameter<int>("attempt", takeUp.Attempt));
                parameters.AddLong("progress", takeUp.Progress);
                parameters.Add(new NpgsqlParameter<int>("idle", takeUp.Idle));
                break;
            case RunChange.Noted(_, var number, var text):
                parameters.Add(new NpgsqlParameter<int>("number", number));
                parameters.AddUtf8("text", text);
                break;
            case RunChange.Ended(_, var at, var lastSeq, var outcome) ended:
                parameters.AddTexts("targets", [.. ended.Tell]);
                parameters.AddTime("at", at);
                parameters.AddLong("end", lastSeq);
                parameters.AddText("outcome", RunOutcomes.Name(outcome));
                break;
        }
    }
}

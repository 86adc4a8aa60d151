using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Reasoning.Application;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;
using Reasoning.Domain.Steps;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>All sessions live in this process: one mailbox for each that has a reader or a run.</summary>
internal sealed partial class LocalSessions(LocalSessionServices services, RunRegistry runs) : ISessions
{
    private readonly ConcurrentDictionary<SessionKey, LocalSession> _sessions = [];

    // Runs whose stop could not be stored, by session, until whoever takes them up ends them.
    private readonly ConcurrentDictionary<SessionKey, IReadOnlyList<RunId>> _stopped = [];
    private volatile bool _draining;

    /// <summary>The server is going down.</summary>
    public bool IsDraining => _draining;

    public async Task<StartedRun> StartRunAsync(StartRun request, CancellationToken cancellationToken)
    {
        if (_draining)
            throw RequestRefusedException.ShuttingDown();

        var id = RunId.New(services.Time);
        var origin = Activity.Current?.Context ?? default;
        var accepting = Post(request.Session, (ticket, core, now, effects) =>
        {
            // Asked in the turn: a session that opened after the drain had looked around was not told.
            if (_draining)
                ticket.TrySetResult(new TicketResult.Refused(RequestRefusedException.ShuttingDown()));
            else
                core.Accept(new RunCandidate(id, request.Request, request.IdempotencyKey, request.Asker, ticket) { Origin = origin }, now, effects);
        }).Task;

        TicketResult result;
        try
        {
            result = await InTimeAsync(accepting, cancellationToken);
        }
        catch (TimeoutException) when (request.Asker?.TryAnswer() ?? true)
        {
            throw RequestRefusedException.Unavailable();
        }
        catch (TimeoutException)
        {
            // It was stored at this very moment, and "accepted" is on its way.
            result = await accepting;
        }

        return result switch
        {
            TicketResult.Accepted accepted => new StartedRun(accepted.Run, accepted.Duplicate),
            TicketResult.Refused refused => throw refused.Reason,
            _ => throw new UnreachableException(),
        };
    }

    public async Task<IReadOnlyList<RunId>> InterruptAsync(SessionKey session, RunId? run, CancellationToken cancellationToken)
    {
        var ticket = Post(session, (ticket, core, now, effects) =>
        {
            // Its runs are left to the next server, which would not know.
            if (_draining)
                ticket.TrySetResult(new TicketResult.Refused(RequestRefusedException.ShuttingDown()));
            else
                core.Interrupt(run, ticket, now, effects);
        });
        try
        {
            switch (await InTimeAsync(ticket.Task, cancellationToken))
            {
                case TicketResult.Interrupted interrupted:
                    return interrupted.Runs;
                case TicketResult.Refused refused:
                    throw refused.Reason;
            }
        }
        catch (TimeoutException)
        {
            throw RequestRefusedException.Unavailable();
        }

        // Not active: it has ended, or it never was.
        return run is { } one && await services.Store.HasRunAsync(session, one, cancellationToken)
            ? []
            : throw RequestRefusedException.RunNotFound();
    }

    public async Task DeleteAsync(SessionKey session, CancellationToken cancellationToken)
    {
        if (_draining)
            throw RequestRefusedException.ShuttingDown();

        var ticket = Post(session, (ticket, core, _, effects) => core.Delete(ticket, effects));
        try
        {
            switch (await InTimeAsync(ticket.Task, cancellationToken))
            {
                case TicketResult.Empty:
                    throw RequestRefusedException.SessionNotFound();
                case TicketResult.Refused refused:
                    throw refused.Reason;
            }

            // Nobody can read what is left of it. What is not removed now, the next sweep finds.
            await PurgeAsync().WaitAsync(services.Options.AcceptTimeout, services.Time, cancellationToken);
        }
        catch (TimeoutException) when (!ticket.Task.IsCompleted)
        {
            throw RequestRefusedException.Unavailable();
        }
        catch (TimeoutException)
        {
        }
    }

    public async Task WaitForEndAsync(SessionKey session, RunId run, TimeSpan limit, CancellationToken cancellationToken)
    {
        var ticket = Post(session, (ticket, core, _, effects) => core.AwaitEnd(run, ticket, effects));
        try
        {
            await ticket.Task.WaitAsync(limit, services.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Whoever asked is told what there is.
        }
        finally
        {
            if (!ticket.Task.IsCompleted)
                Post(session, (_, core, _, _) => core.StopAwaiting(run, ticket));
        }
    }

    public ValueTask<bool> AppendAsync(RunAddress run, RunEvent @event, CancellationToken cancellationToken)
    {
        if (runs.Find(run.Run) is not { } execution || execution.Attempt != run.Attempt)
            return new(false);
        if (@event is StepTaken { Step: ToolUseStep })
            return StoreAsync(execution, @event, cancellationToken);

        return WriteAsync(execution, new RunInput(@event));
    }

    public ValueTask<bool> AppendDeltaAsync(RunAddress run, StepDelta delta, CancellationToken cancellationToken)
    {
        if (runs.Find(run.Run) is not { } execution || execution.Attempt != run.Attempt)
            return new(false);

        var input = new RunInput(delta);
        if (!execution.TryWrite(input))
            return WriteLaterAsync(execution, input);
        execution.Session.SignalDelta();
        return new(true);
    }

    public async Task<SessionAttachment> AttachAsync(SessionReader reader, CancellationToken cancellationToken)
    {
        var ticket = Post(reader.Session, (ticket, core, _, _) =>
        {
            // It would only be told that the session is gone, and whoever comes a moment later finds a new one.
            if (core.IsBeingDeleted)
            {
                ticket.TrySetResult(new TicketResult.Refused(RequestRefusedException.Unavailable()));
                return;
            }

            reader.Attach(core.PublishedSeq, core.Texts);
            services.FanOut.Attach(reader);
            ticket.SetResult(new TicketResult.Attached(core.Epoch, core.PublishedSeq, [.. core.ActiveRuns]));
        });

        TicketResult result;
        try
        {
            result = await InTimeAsync(ticket.Task, cancellationToken);
        }
        catch (Exception failure)
        {
            _ = DetachLaterAsync(ticket.Task, reader);
            if (failure is TimeoutException)
                throw new StoreUnavailableException("The session did not open in time.", failure);
            throw;
        }

        if (result is not TicketResult.Attached(var epoch, var lastSeq, var active))
            throw new SessionFailedException();

        var oldest = await services.Store.GetOldestSeqAsync(reader.Session, cancellationToken);
        return new SessionAttachment(new LogExtent(epoch, Math.Min(oldest ?? lastSeq + 1, lastSeq + 1), lastSeq), active);
    }

    public void Detach(SessionReader reader)
    {
        services.FanOut.Detach(reader);
        if (_sessions.TryGetValue(reader.Session, out var session))
            session.Signal();
    }

    public async Task TakeUpAsync(SessionKey session, CancellationToken cancellationToken)
    {
        // A session takes its runs up when it opens; one that is open has done so.
        if (_draining || _sessions.ContainsKey(session))
            return;
        var ticket = Post(session, (ticket, _, _, _) => ticket.TrySetResult(TicketResult.Stored.Instance));
        await InTimeAsync(ticket.Task, cancellationToken);
    }

    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        _draining = true;
        var ends = new List<Task>();
        foreach (var session in _sessions.Values)
        {
            var ticket = new Ticket();
            if (session.TryPost(new SessionInput((core, now, effects) => core.Drain(ticket, services.Store.IsDurable, now, effects), ticket)))
                ends.Add(ticket.Task);
        }

        await Task.WhenAll(ends).WaitAsync(cancellationToken);
    }

    /// <summary>These were stopped by a client, which the log could not be told: they must not go on when it can.</summary>
    public void RememberStopped(SessionKey session, IReadOnlyList<RunId> stopped) => _stopped[session] = stopped;

    public IReadOnlyList<RunId> TakeStopped(SessionKey session) => _stopped.TryRemove(session, out var stopped) ? stopped : [];

    public void Forget(LocalSession session) => _sessions.TryRemove(new(session.Key, session));

    private static ValueTask<bool> WriteAsync(RunExecution execution, RunInput input)
    {
        if (!execution.TryWrite(input))
            return WriteLaterAsync(execution, input);
        execution.Session.Signal();
        return new(true);
    }

    private static async ValueTask<bool> WriteLaterAsync(RunExecution execution, RunInput input)
    {
        var isHeard = await execution.WriteAsync(input);
        execution.Session.Signal();
        return isHeard;
    }

    private static async ValueTask<bool> StoreAsync(RunExecution execution, RunEvent @event, CancellationToken cancellationToken)
    {
        var ticket = new Ticket();
        return await WriteAsync(execution, new RunInput(@event, ticket)) &&
            await ticket.Task.WaitAsync(cancellationToken) is TicketResult.Stored;
    }

    private async Task PurgeAsync()
    {
        try
        {
            while (await services.Store.PurgeAsync(CancellationToken.None) > 0)
            {
            }
        }
        catch (StoreUnavailableException outage)
        {
            LogNotPurged(services.Logger, outage);
        }
    }

    /// <summary>Nobody waited for its turn: the reader is gone, and would be shown events for ever.</summary>
    private async Task DetachLaterAsync(Task attaching, SessionReader reader)
    {
        await attaching;
        Detach(reader);
    }

    private Task<TicketResult> InTimeAsync(Task<TicketResult> result, CancellationToken cancellationToken) =>
        result.WaitAsync(services.Options.AcceptTimeout, services.Time, cancellationToken);

    private Ticket Post(SessionKey key, Action<Ticket, SessionCore, DateTimeOffset, List<SessionEffect>> apply)
    {
        var ticket = new Ticket();
        var input = new SessionInput((core, now, effects) => apply(ticket, core, now, effects), ticket);

        // Ends: a session that has retired is taken out before we look again.
        while (true)
        {
            var session = _sessions.GetOrAdd(key, CreateSession);
            if (session.TryPost(input))
                return ticket;
            Forget(session);
        }
    }

    private LocalSession CreateSession(SessionKey key) => new(key, this, runs, services);

    [LoggerMessage(LogLevel.Warning, "What a deleted session left in the store is not removed yet")]
    private static partial void LogNotPurged(ILogger logger, Exception outage);
}

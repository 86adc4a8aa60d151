using Reasoning.Application.Runs;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Sessions;

/// <summary>
/// The one place where a session's log is decided. Inputs go in one at a time, effects come out; nothing here waits,
/// so an interrupt never queues behind a slow commit. Called by one thread at a time. Events queue up while a commit
/// is under way and go into the next one together.
/// </summary>
public sealed class SessionCore(SessionOwnership ownership, RunOptions options, IEventEncoder encoder)
{
    private readonly Dictionary<RunId, Run> _runs = [];
    private readonly EventBatchBuilder _pendingEvents = new(encoder);
    private readonly List<RunEvent> _log = [];
    private readonly List<ActiveRun> _activeRuns = [];
    private List<RunChange> _pendingChanges = [];
    private List<SessionEffect> _pendingOutcomes = [];
    private Commit? _underWay;
    private long _lastSeq = ownership.LastSeq;
    private bool _draining;

    public Epoch Epoch => ownership.Epoch;

    public long Term => ownership.Term;

    /// <summary>The last event that readers have been shown.</summary>
    public long PublishedSeq { get; private set; } = ownership.LastSeq;

    /// <summary>Runs that readers have seen begin and not end.</summary>
    public IReadOnlyList<ActiveRun> ActiveRuns => _activeRuns;

    /// <summary>Runs without a terminal event, seen or not.</summary>
    public IEnumerable<RunId> UnfinishedRuns => _runs.Values.Where(run => !run.IsEnded).Select(run => run.Id);

    /// <summary>Nothing is running and nothing waits to be stored.</summary>
    public bool IsIdle => _runs.Count == 0 && _underWay is null && !HasPending;

    /// <summary>Bytes that wait for the commit under way; the driver stops listening to runs while this is large.</summary>
    public int BacklogBytes => _pendingEvents.Size;

    /// <summary>When <see cref="Tick"/> has something to do.</summary>
    public DateTimeOffset? Due
    {
        get
        {
            DateTimeOffset? due = null;
            foreach (var run in _runs.Values)
            {
                if (!run.IsEnded && (due is null || run.Due < due))
                    due = run.Due;
            }

            return due;
        }
    }

    private bool HasPending => _pendingEvents.Count > 0 || _pendingChanges.Count > 0 || _pendingOutcomes.Count > 0;

    public void Accept(RunId id, RunRequest request, Asker? asker, object ticket, DateTimeOffset now, List<SessionEffect> effects)
    {
        if (_draining)
        {
            effects.Add(new SessionEffect.Resolve(ticket, new TicketResult.Refused(RequestRefusedException.ShuttingDown())));
            return;
        }

        if (_runs.Values.Count(run => !run.IsEnded) >= options.MaxPerSession)
        {
            effects.Add(new SessionEffect.Resolve(
                ticket, new TicketResult.Refused(RequestRefusedException.TooManyRuns(options.MaxPerSession))));
            return;
        }

        _runs.Add(id, new Run(id, request, now, now + options.Timeout));
        Append(id, new RunStarted(request));
        _pendingChanges.Add(new RunChange.Accepted(id, request, now));
        if (asker is not null)
        {
            _pendingOutcomes.Add(new SessionEffect.Announce(asker, id));
        }

        _pendingOutcomes.Add(new SessionEffect.Resolve(ticket, new TicketResult.Accepted(id)));
        _pendingOutcomes.Add(new SessionEffect.Execute(id, request, now));
    }

    /// <param name="ticket">Resolved when the event is stored or dropped; <see langword="null"/> when nobody waits.</param>
    public void Record(RunId id, RunEvent @event, object? ticket, DateTimeOffset now, List<SessionEffect> effects)
    {
        if (!_runs.TryGetValue(id, out var run) || run.IsEnded)
        {
            if (ticket is not null)
                effects.Add(new SessionEffect.Resolve(ticket, TicketResult.Dropped.Instance));
            return;
        }

        run.Apply(@event, now, _log);
        foreach (var line in _log)
            Append(id, line);
        _log.Clear();
        if (ticket is not null)
            _pendingOutcomes.Add(new SessionEffect.Resolve(ticket, TicketResult.Stored.Instance));
        if (run.IsEnded)
            Ended(run, now, effects);
    }

    /// <param name="id">The run to stop; <see langword="null"/> for all.</param>
    public void Interrupt(RunId? id, object ticket, DateTimeOffset now, List<SessionEffect> effects)
    {
        if (id is { } one && !_runs.ContainsKey(one))
        {
            effects.Add(new SessionEffect.Resolve(ticket, TicketResult.NotActive.Instance));
            return;
        }

        var stopped = new List<RunId>();
        foreach (var run in _runs.Values)
        {
            if ((id is null || run.Id == id) && run.Interrupt(now, options.InterruptGrace))
                stopped.Add(run.Id);
        }

        foreach (var run in stopped)
        {
            _pendingChanges.Add(new RunChange.InterruptRequested(run));
            effects.Add(new SessionEffect.Cancel(run));
        }

        // Even "nothing to stop" waits its turn: a run that is just ending is then seen to have ended.
        _pendingOutcomes.Add(new SessionEffect.Resolve(ticket, new TicketResult.Interrupted(stopped)));
    }

    /// <summary>The work of a run has returned, with or without a terminal event.</summary>
    public void WorkEnded(RunId id, DateTimeOffset now, List<SessionEffect> effects)
    {
        if (_runs.TryGetValue(id, out var run) && !run.IsEnded)
        {
            Append(id, run.EndOfWork(now));
            Ended(run, now, effects);
        }
    }

    /// <summary>Time has passed: ends runs whose grace or whose time is over.</summary>
    public void Tick(DateTimeOffset now, List<SessionEffect> effects)
    {
        foreach (var run in _runs.Values)
        {
            if (!run.IsEnded && run.Due <= now)
                End(run, run.IsStopping ? RunEndReason.Interrupted : RunEndReason.TimedOut, now, effects);
        }
    }

    /// <summary>The server is going down: ends every run at once and accepts no more.</summary>
    /// <param name="ticket">Resolved when the ends are stored and shown.</param>
    public void Drain(object ticket, DateTimeOffset now, List<SessionEffect> effects)
    {
        _draining = true;
        _pendingOutcomes.Add(new SessionEffect.Resolve(ticket, TicketResult.Stored.Instance));
        foreach (var run in _runs.Values)
        {
            if (!run.IsEnded)
                End(run, RunEndReason.ShuttingDown, now, effects);
        }
    }

    /// <summary>Asks for the next commit, if there is something to store and none is under way.</summary>
    public void Flush(DateTimeOffset now, List<SessionEffect> effects)
    {
        if (_underWay is not null || !HasPending)
            return;

        var batch = _pendingEvents.Count > 0 ? _pendingEvents.Build(_lastSeq - _pendingEvents.Count + 1) : null;
        _underWay = new Commit(batch, _pendingChanges, _pendingOutcomes);
        var append = new SessionAppend(Epoch, batch, _pendingChanges);
        _pendingChanges = [];
        _pendingOutcomes = [];
        if (batch is null && append.Runs.Count == 0)
            Committed(now, effects);
        else
            effects.Add(new SessionEffect.Append(append));
    }

    /// <summary>The commit under way is stored: now, and not before, it is shown.</summary>
    public void Committed(DateTimeOffset now, List<SessionEffect> effects)
    {
        var commit = _underWay ?? throw new InvalidOperationException("No commit is under way.");
        _underWay = null;

        foreach (var change in commit.Changes)
        {
            if (change is RunChange.Accepted accepted)
            {
                _activeRuns.Add(new ActiveRun(accepted.Run, accepted.Request.Agent, accepted.At));
            }
            else if (change is RunChange.Ended)
            {
                _runs.Remove(change.Run);
                _activeRuns.RemoveAll(run => run.Run == change.Run);
            }
        }

        // "accepted" goes ahead of its run's first event; everything else follows what it speaks of.
        foreach (var outcome in commit.Outcomes)
        {
            if (outcome is SessionEffect.Announce)
                effects.Add(outcome);
        }

        if (commit.Batch is { } batch)
        {
            PublishedSeq = batch.LastSeq;
            effects.Add(new SessionEffect.Publish(batch));
        }

        foreach (var outcome in commit.Outcomes)
        {
            if (outcome is SessionEffect.Execute execute && !MayBegin(execute.Run, now, effects))
                continue;
            if (outcome is not SessionEffect.Announce)
                effects.Add(outcome);
        }
    }

    /// <summary>A run can be over before its work began: by an interrupt or a shutdown during the commit.</summary>
    private bool MayBegin(RunId id, DateTimeOffset now, List<SessionEffect> effects)
    {
        if (!_runs.TryGetValue(id, out var run) || run.IsEnded)
            return false;
        if (run.IsStopping)
            WorkEnded(id, now, effects);
        return !run.IsStopping;
    }

    private void End(Run run, RunEndReason reason, DateTimeOffset now, List<SessionEffect> effects)
    {
        Append(run.Id, run.End(reason, now));
        effects.Add(new SessionEffect.Cancel(run.Id));
        Ended(run, now, effects);
    }

    private void Ended(Run run, DateTimeOffset now, List<SessionEffect> effects)
    {
        _pendingChanges.Add(new RunChange.Ended(run.Id, now));
        effects.Add(new SessionEffect.Release(run.Id));
    }

    private void Append(RunId run, RunEvent @event) => _pendingEvents.Add(new SessionEvent(++_lastSeq, run, @event));

    private sealed record Commit(EventBatch? Batch, IReadOnlyList<RunChange> Changes, IReadOnlyList<SessionEffect> Outcomes);
}

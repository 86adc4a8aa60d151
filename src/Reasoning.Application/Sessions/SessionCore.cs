using Reasoning.Application.Diagnostics;
using Reasoning.Application.Runs;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;
using Reasoning.Domain.Steps;

namespace Reasoning.Application.Sessions;

/// <summary>
/// The one place where a session's log is decided. Inputs go in one at a time, effects come out; nothing here waits,
/// so an interrupt never queues behind a slow commit. Called by one thread at a time. Events queue up while a commit
/// is under way and go into the next one together.
/// </summary>
public sealed class SessionCore(SessionOwnership ownership, RunOptions options, IEventEncoder encoder, IRunPlaces places)
{
    private const int MaxIdleTakeUps = 3;

    /// <summary>How long the protocol remembers an idempotency key.</summary>
    public static readonly TimeSpan KeyLifetime = TimeSpan.FromHours(24);

    private readonly Dictionary<RunId, Run> _runs = [];
    private readonly Dictionary<RunId, TakeUp> _takeUps = [];
    private readonly IdempotencyKeys _keys = new();
    private readonly Dictionary<RunId, List<object>> _endWaits = [];
    private readonly EventBatchBuilder _pendingEvents = new(encoder, SlabPool.Shared);
    private readonly List<RunEvent> _log = [];
    private readonly List<ActiveRun> _activeRuns = [];
    private List<RunChange> _pendingChanges = [];
    private List<SessionEffect> _pendingOutcomes = [];
    private Commit? _underWay;
    private long _lastSeq = ownership.LastSeq;
    private readonly List<object> _deletions = [];
    private bool _draining;
    private bool _isBeingDeleted;

    public Epoch Epoch => ownership.Epoch;

    public long Term => ownership.Term;

    /// <summary>The last event that readers have been shown.</summary>
    public long PublishedSeq { get; private set; } = ownership.LastSeq;

    /// <summary>The steps that runs are just producing.</summary>
    public LiveTexts Texts { get; } = new();

    /// <summary>Runs that readers have seen begin and not end.</summary>
    public IReadOnlyList<ActiveRun> ActiveRuns => _activeRuns;

    /// <summary>Runs that were stopped and whose end is not stored yet.</summary>
    public IReadOnlyList<RunId> StoppedRuns => [.. _runs.Values.Where(run => run.IsStopping).Select(run => run.Id)];

    /// <summary>Nothing is running and nothing waits to be stored.</summary>
    public bool IsIdle => _runs.Count == 0 && !_keys.IsWaiting && _underWay is null && !HasPending && _deletions.Count == 0;

    /// <summary>The store has been asked to delete it: what can still be read of it is not to be relied on.</summary>
    public bool IsBeingDeleted => _isBeingDeleted;

    /// <summary>Bytes that wait for the commit under way; the driver stops listening to runs while this is large.</summary>
    public int BacklogBytes => _pendingEvents.Size;

    /// <summary>A step is growing, and <see cref="Tick"/> will soon be due to see by how much.</summary>
    public bool IsAboutToShowTexts => Texts.Due is not null;

    /// <summary>When <see cref="Tick"/> has something to do.</summary>
    public DateTimeOffset? Due
    {
        get
        {
            var due = Texts.Due;
            foreach (var run in _runs.Values)
            {
                if (!run.IsEnded && (due is null || run.Due < due))
                    due = run.Due;
            }

            return due;
        }
    }

    private bool HasPending => _pendingEvents.Count > 0 || _pendingChanges.Count > 0 || _pendingOutcomes.Count > 0;

    /// <summary>Takes up a run whose last owner is gone. Called before everything else.</summary>
    public void Recover(UnfinishedRun stored, RunHistory history, DateTimeOffset now, List<SessionEffect> effects)
    {
        var run = new Run(stored.Run, stored.Request, stored.AcceptedAt, now + options.Timeout, history, stored.Notes) { TraceId = TraceIds.New() };
        _runs.Add(run.Id, run);
        _activeRuns.Add(new ActiveRun(run.Id, run.Request.Agent, run.AcceptedAt));
        if (stored.IdempotencyKey is { } key)
            _keys.Remember(key, run.Id, run.Request);
        places.Take();

        var progress = history.Iterations + stored.Notes;
        var (attempt, idle) = stored.TakeUp is { } last
            ? (last.Attempt + 1, progress > last.Progress ? 1 : last.Idle + 1)
            : (2, 1);
        if (stored.InterruptRequested)
        {
            run.Interrupt(now, options.InterruptGrace);
            End(run, RunEndReason.Interrupted, now, effects);
        }
        else if (idle > MaxIdleTakeUps)
        {
            End(run, RunEndReason.Stuck, now, effects);
        }
        else
        {
            var takeUp = new TakeUp(attempt, progress, idle);
            _takeUps.Add(run.Id, takeUp);
            _pendingChanges.Add(new RunChange.TakenUp(run.Id, takeUp));
            _pendingOutcomes.Add(new SessionEffect.Execute(
                run.Id, run.Request, run.AcceptedAt, stored.FirstSeq, new ResumedRun(attempt, history.Iterations, history.Answer))
            {
                TraceId = run.TraceId,
            });
        }
    }

    public void Accept(RunCandidate candidate, DateTimeOffset now, List<SessionEffect> effects)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        if (candidate.IdempotencyKey is not { } key)
        {
            Start(candidate, now, effects);
        }
        else if (_keys.Find(key) is { } known)
        {
            AnswerAgain(candidate, known, effects);
        }
        else if (_keys.Wait(key, candidate))
        {
            effects.Add(new SessionEffect.LookUp(key, now - KeyLifetime));
        }
    }

    /// <param name="found">The run that the store has for this key, if any.</param>
    public void LookedUp(string key, KeyedRun? found, DateTimeOffset now, List<SessionEffect> effects)
    {
        foreach (var candidate in _keys.TakeWaiting(key))
        {
            if ((found ?? _keys.Find(key)) is { } known)
                AnswerAgain(candidate, known, effects);
            else
                Start(candidate, now, effects);
        }
    }

    public void LookUpFailed(string key, List<SessionEffect> effects)
    {
        foreach (var candidate in _keys.TakeWaiting(key))
            Refuse(candidate, RequestRefusedException.Unavailable(), effects);
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

        Texts.Settle(id);
        run.Apply(@event, now, _log);
        if (@event is StepTaken { Note: { } note })
            _pendingChanges.Add(new RunChange.Noted(id, run.CountNote(), note));
        foreach (var line in _log)
            Append(id, line);
        _log.Clear();
        if (ticket is not null)
            _pendingOutcomes.Add(new SessionEffect.Resolve(ticket, TicketResult.Stored.Instance));
        if (run.IsEnded)
            Ended(run, now, effects);
    }

    /// <summary>The work of a run has a trace, by which its failure is found.</summary>
    public void Traced(RunId id, string traceId)
    {
        if (_runs.TryGetValue(id, out var run))
            run.TraceId = traceId;
    }

    /// <summary>A run is producing a step: what there is of it can be seen, behind every event that it has said before.</summary>
    public void Stream(RunId id, StepDelta delta, DateTimeOffset now)
    {
        if (_runs.TryGetValue(id, out var run) && !run.IsEnded)
            Texts.Add(id, delta, _lastSeq, now);
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
            effects.Add(new SessionEffect.Cancel(run, RunEndReason.Interrupted));
        }

        // Even "nothing to stop" waits its turn: a run that is just ending is then seen to have ended.
        _pendingOutcomes.Add(new SessionEffect.Resolve(ticket, new TicketResult.Interrupted(stopped)));
    }

    /// <summary>Somebody wants to know when the end of a run is stored.</summary>
    /// <param name="ticket">Resolved then, and at once when the run is not active here.</param>
    public void AwaitEnd(RunId id, object ticket, List<SessionEffect> effects)
    {
        if (!_runs.ContainsKey(id))
            effects.Add(new SessionEffect.Resolve(ticket, TicketResult.NotActive.Instance));
        else if (_endWaits.TryGetValue(id, out var waits))
            waits.Add(ticket);
        else
            _endWaits.Add(id, [ticket]);
    }

    /// <summary>Nobody waits with this ticket any more.</summary>
    public void StopAwaiting(RunId id, object ticket) => _endWaits.GetValueOrDefault(id)?.Remove(ticket);

    /// <summary>The work of a run has returned, with or without a terminal event.</summary>
    public void WorkEnded(RunId id, DateTimeOffset now, List<SessionEffect> effects)
    {
        if (_runs.TryGetValue(id, out var run) && !run.IsEnded)
        {
            Append(id, run.EndOfWork(now));
            Ended(run, now, effects);
        }
    }

    /// <summary>Time has passed: ends runs whose grace or whose time is over, and shows what is new of their steps.</summary>
    public void Tick(DateTimeOffset now, List<SessionEffect> effects)
    {
        if (Texts.Look(now, options.DeltaInterval))
            effects.Add(SessionEffect.ShowTexts.Instance);
        foreach (var run in _runs.Values)
        {
            if (!run.IsEnded && run.Due <= now)
                End(run, run.IsStopping ? RunEndReason.Interrupted : RunEndReason.TimedOut, now, effects);
        }
    }

    /// <summary>The server is going down: accepts no more, and ends every run at once or leaves it to the next owner.</summary>
    /// <param name="ticket">Resolved when what was said until now is stored and shown.</param>
    /// <param name="park">Whether there will be a next owner.</param>
    public void Drain(object ticket, bool park, DateTimeOffset now, List<SessionEffect> effects)
    {
        _draining = true;
        _pendingOutcomes.Add(new SessionEffect.Resolve(ticket, TicketResult.Stored.Instance));
        foreach (var run in _runs.Values.Where(run => !run.IsEnded).ToList())
        {
            if (park && !run.IsStopping)
                Park(run.Id, effects);
            else
                End(run, RunEndReason.ShuttingDown, now, effects);
        }
    }

    /// <summary>
    /// Deletes the session as soon as what was said until now is stored. Its runs stop at once, and say nothing more; it
    /// accepts no other.
    /// </summary>
    /// <param name="ticket">Resolved when it is deleted, or when it turns out that there was nothing to delete.</param>
    public void Delete(object ticket, List<SessionEffect> effects)
    {
        _deletions.Add(ticket);
        foreach (var run in _runs.Values.Where(run => !run.IsEnded).Select(run => run.Id).ToList())
            LetGo(run, effects);
    }

    /// <summary>The store has deleted it: nobody can ask this core for anything any more.</summary>
    public void Deleted(List<SessionEffect> effects)
    {
        effects.Add(SessionEffect.Leave.Instance);
        ResolveAll(_deletions, TicketResult.Stored.Instance, effects);
        _deletions.Clear();
        Fail(effects);
    }

    /// <summary>The log cannot be written any more: answers everybody who waits, and leaves the runs to the next owner.</summary>
    public void Fail(List<SessionEffect> effects)
    {
        _draining = true;
        var answers = (_underWay?.Outcomes ?? []).Concat(_pendingOutcomes).OfType<SessionEffect.Resolve>();
        ResolveAll(
            answers.Select(answer => answer.Ticket).Concat(_deletions), new TicketResult.Refused(RequestRefusedException.Unavailable()), effects);

        foreach (var key in _keys.Asked)
            LookUpFailed(key, effects);

        // Those whose end waits to be stored have been released. One whose end could not even be written down has not.
        var released = (_underWay?.Changes ?? []).Concat(_pendingChanges).OfType<RunChange.Ended>().Select(change => change.Run).ToHashSet();
        foreach (var run in _runs.Keys.Where(run => !released.Contains(run)).ToList())
            LetGo(run, effects);

        // Those who wait for an end that is not going to be stored.
        ResolveAll(_endWaits.Values.SelectMany(waits => waits), TicketResult.NotActive.Instance, effects);
        _endWaits.Clear();
    }

    /// <summary>Asks for the next commit, if there is something to store and none is under way.</summary>
    public void Flush(DateTimeOffset now, List<SessionEffect> effects)
    {
        if (_underWay is not null || _isBeingDeleted)
            return;
        if (!HasPending)
        {
            if (_deletions.Count > 0)
                BeginDeletion(effects);
            return;
        }

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
                Forget(change.Run, effects);
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

        if (_runs.Count == 0)
            _pendingEvents.Rest();
    }

    private void Start(RunCandidate candidate, DateTimeOffset now, List<SessionEffect> effects)
    {
        var refusal =
            _isBeingDeleted || _deletions.Count > 0 ? RequestRefusedException.Unavailable()
            : _draining ? RequestRefusedException.ShuttingDown()
            : _runs.Values.Count(run => !run.IsEnded) >= options.MaxPerSession ? RequestRefusedException.TooManyRuns(options.MaxPerSession)
            : !places.TryTake() ? RequestRefusedException.Busy()
            : null;
        if (refusal is not null)
        {
            Refuse(candidate, refusal, effects);
            return;
        }

        var (id, request) = (candidate.Id, candidate.Request);
        var traceId = TraceIds.New();
        _runs.Add(id, new Run(id, request, now, now + options.Timeout) { TraceId = traceId });
        Append(id, new RunStarted(request));
        _pendingChanges.Add(new RunChange.Accepted(id, request, now, _lastSeq, candidate.IdempotencyKey));
        if (candidate.IdempotencyKey is { } key)
            _keys.Remember(key, id, request);

        // The work first: a thread does last what it puts aside first, and whoever waits for the answer reads on after it.
        _pendingOutcomes.Add(new SessionEffect.Execute(id, request, now, _lastSeq, Resumed: null) { TraceId = traceId, Origin = candidate.Origin });
        Answer(candidate, id, duplicate: false);
    }

    /// <summary>The same message again: nothing starts. Answered after the next commit, because the first one may wait for it.</summary>
    private void AnswerAgain(RunCandidate candidate, KeyedRun known, List<SessionEffect> effects)
    {
        if (known.Request == candidate.Request)
            Answer(candidate, known.Run, duplicate: true);
        else
            Refuse(candidate, RequestRefusedException.Conflict(), effects);
    }

    private void Answer(RunCandidate candidate, RunId run, bool duplicate)
    {
        if (candidate.Asker is { } asker)
            _pendingOutcomes.Add(new SessionEffect.Announce(asker, run, duplicate));
        _pendingOutcomes.Add(new SessionEffect.Resolve(candidate.Ticket, new TicketResult.Accepted(run, duplicate)));
    }

    private static void ResolveAll(IEnumerable<object> tickets, TicketResult result, List<SessionEffect> effects) =>
        effects.AddRange(tickets.Select(ticket => new SessionEffect.Resolve(ticket, result)));

    private static void Refuse(RunCandidate candidate, RequestRefusedException reason, List<SessionEffect> effects) =>
        effects.Add(new SessionEffect.Resolve(candidate.Ticket, new TicketResult.Refused(reason)));

    /// <summary>That it has to be taken up again is not its fault: an orderly stop is not counted.</summary>
    private void Park(RunId run, List<SessionEffect> effects)
    {
        var takeUp = _takeUps.GetValueOrDefault(run) ?? new TakeUp(Attempt: 1, Progress: 0, Idle: 0);
        _pendingChanges.Add(new RunChange.TakenUp(run, takeUp with { Idle = 0 }));
        LetGo(run, effects);
    }

    private void LetGo(RunId run, List<SessionEffect> effects)
    {
        Texts.Settle(run);
        Forget(run, effects);
        effects.Add(new SessionEffect.Cancel(run, Reason: null));
        effects.Add(new SessionEffect.Release(run, Ending: null));
    }

    private void Forget(RunId run, List<SessionEffect> effects)
    {
        if (_endWaits.Remove(run, out var waits))
            ResolveAll(waits, TicketResult.NotActive.Instance, effects);
        _runs.Remove(run);
        _takeUps.Remove(run);
        _keys.Forget(run);
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
        effects.Add(new SessionEffect.Cancel(run.Id, reason));
        Ended(run, now, effects);
    }

    private void Ended(Run run, DateTimeOffset now, List<SessionEffect> effects)
    {
        Texts.Settle(run.Id);
        var ending = run.Ending!;
        _pendingChanges.Add(new RunChange.Ended(run.Id, now, _lastSeq, ending.Outcome));
        effects.Add(new SessionEffect.Release(run.Id, new RunEnding(run.Request.Agent, ending, run.Iterations)));
    }

    private void BeginDeletion(List<SessionEffect> effects)
    {
        if (PublishedSeq > 0)
        {
            _isBeingDeleted = true;
            effects.Add(SessionEffect.Delete.Instance);
            return;
        }

        ResolveAll(_deletions, TicketResult.Empty.Instance, effects);
        _deletions.Clear();
    }

    private void Append(RunId run, RunEvent @event) => _pendingEvents.Add(new SessionEvent(++_lastSeq, run, @event));

    private sealed record Commit(EventBatch? Batch, IReadOnlyList<RunChange> Changes, IReadOnlyList<SessionEffect> Outcomes);
}

using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Reasoning.Application;
using Reasoning.Application.Clients;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>
/// A mailbox around the session core: brings inputs to it one at a time and does what it wants done. It takes turns on
/// the thread pool, one after the other, only while there is something to do. The first is taken soon, on the thread that
/// asked for it if that is free; after that it only stands in line like everybody, so that a session that pours does not
/// keep a thread from the others.
/// </summary>
internal sealed partial class LocalSession : IThreadPoolWorkItem
{
    /// <summary>Beyond this the runs wait: a commit is slower than they are.</summary>
    private const int MaxBacklogBytes = 1024 * 1024;

    private static readonly List<SessionInput> NoInputs = [];

    private readonly LocalSessions _owner;
    private readonly RunRegistry _runs;
    private readonly LocalSessionServices _services;
    private readonly PatientCommit _commit;
    private readonly DueTimer _timer;
    private readonly Lock _lock = new();
    private readonly List<RunExecution> _executions = [];
    private readonly List<SessionEffect> _effects = [];
    private List<SessionInput> _inbox = [];
    private List<SessionInput> _turnInputs = NoInputs;
    private int _effectsDone;
    private SoonWorkItem? _firstTurn;
    private SessionCore? _core;
    private long _signals;
    private volatile Exception? _storeFailure;
    private volatile bool _listensSoon;
    private bool _retired;

    public LocalSession(SessionKey key, LocalSessions owner, RunRegistry runs, LocalSessionServices services)
    {
        (Key, _owner, _runs, _services) = (key, owner, runs, services);
        _commit = new PatientCommit(key, services);
        _timer = new DueTimer(_services.Time, Signal);
    }

    public SessionKey Key { get; }

    /// <returns><see langword="false"/> when this session has left memory; a new one has to be opened.</returns>
    public bool TryPost(SessionInput input)
    {
        lock (_lock)
        {
            if (_retired)
                return false;
            _inbox.Add(input);
        }

        Signal();
        return true;
    }

    /// <summary>There is something to do. Whoever makes it so says it afterwards.</summary>
    public void Signal()
    {
        if (Interlocked.Increment(ref _signals) == 1)
            (_firstTurn ??= new SoonWorkItem(Execute)).Queue();
    }

    /// <summary>There is a piece of a step. It costs no turn of its own while one is due that will show what is new.</summary>
    public void SignalDelta()
    {
        // Together with the other one: either this sees that nobody listens soon, or the turn sees what was put in before.
        Interlocked.MemoryBarrier();
        if (!_listensSoon)
            Signal();
    }

    /// <summary>Somebody waits for room. Only pieces of steps can take it while nobody was woken for them.</summary>
    public void SignalFull()
    {
        Interlocked.MemoryBarrier();
        if (_listensSoon)
            Signal();
    }

    public void Execute() => _ = TakeTurnAsync();

    private async Task TakeTurnAsync()
    {
        try
        {
            _core ??= await OpenAsync();
            Turn(_core);
        }
        catch (Exception failure)
        {
            Fail(failure);
            return;
        }

        // Whatever was put in before this count was read is seen below; whatever comes later changes the count.
        var seen = Volatile.Read(ref _signals);
        var hasMore = HasInput(_core) || _timer.HasFired;
        if (!hasMore)
            RetireIfIdle(_core);
        if (hasMore || Interlocked.CompareExchange(ref _signals, 0, seen) != seen)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private async Task<SessionCore> OpenAsync()
    {
        var ownership = await _services.Store.OpenAsync(Key, CancellationToken.None);

        // Known at once: should the rest fail, it has places to give back.
        var core = _core = new SessionCore(ownership, _services.Options, _services.Encoder, _runs);

        // At the end of a server, runs are left to the next one.
        if (_owner.IsDraining)
            return core;

        var histories = await RunHistories.ReadAsync(_services.Store, _services.Decoder, Key, ownership, CancellationToken.None);
        var stopped = _owner.TakeStopped(Key);
        foreach (var stored in ownership.UnfinishedRuns)
        {
            LogTakenUp(_services.Logger, stored.Run, Key);
            var run = stopped.Contains(stored.Run) ? stored with { InterruptRequested = true } : stored;
            core.Recover(run, histories[run.Run], _services.Now, _effects);
        }

        return core;
    }

    private void Turn(SessionCore core)
    {
        // Before anything is taken from the mailbox: who waits there is refused.
        if (_storeFailure is { } failure)
            throw new SessionFailedException(failure);

        var now = _services.Now;
        _turnInputs = TakeInbox();
        foreach (var input in _turnInputs)
            input.Apply(core, now, _effects);

        // Backwards, because one that is exhausted leaves the list.
        for (var index = _executions.Count - 1; index >= 0 && core.BacklogBytes < MaxBacklogBytes; index--)
            Listen(core, _executions[index], now);

        if (core.Due <= now)
            core.Tick(now, _effects);
        core.Flush(now, _effects);

        // Doing one thing can ask for more: a commit that is done at once publishes, and lets the next one begin.
        while (_effectsDone < _effects.Count)
        {
            Do(core, _effects[_effectsDone++], now);
            if (_effectsDone == _effects.Count)
                core.Flush(now, _effects);
        }

        // What was said behind the end of a deleted session.
        if (_retired)
            Refuse(_turnInputs);
        _turnInputs = NoInputs;
        _effects.Clear();
        _effectsDone = 0;
        _timer.Set(core.Due, now);
        _listensSoon = core.IsAboutToShowTexts;
        Interlocked.MemoryBarrier();
    }

    private List<SessionInput> TakeInbox()
    {
        lock (_lock)
        {
            if (_inbox.Count == 0)
                return NoInputs;
            var inputs = _inbox;
            _inbox = [];
            return inputs;
        }
    }

    /// <summary>At most one queue full a turn: runs of one session take turns too.</summary>
    private void Listen(SessionCore core, RunExecution execution, DateTimeOffset now)
    {
        for (var count = _services.Options.QueueLength; count > 0 && execution.TryRead(out var input); count--)
        {
            if (input.Delta is { } delta)
                core.Stream(execution.Id, delta, now);
            else
                core.Record(execution.Id, input.Event, input.Stored, now, _effects);
        }

        if (execution.IsExhausted)
        {
            _executions.Remove(execution);
            core.WorkEnded(execution.Id, now, _effects);
        }
    }

    private void Do(SessionCore core, SessionEffect effect, DateTimeOffset now)
    {
        switch (effect)
        {
            case SessionEffect.Append append:
                var commit = _services.Store.AppendAsync(Key, core.Term, append.Content, CancellationToken.None);
                if (commit.IsCompletedSuccessfully)
                    core.Committed(now, _effects);
                else
                    _ = CommitLaterAsync(commit, core.Term, append.Content);
                break;
            case SessionEffect.Delete:
                _services.FanOut.Hold(Key);
                _ = DeleteLaterAsync(core.Term);
                break;
            case SessionEffect.Leave:
                _services.FanOut.End(Key, SessionEnd.Deleted);
                Leave();
                break;
            case SessionEffect.LookUp lookUp:
                _ = LookUpAsync(lookUp);
                break;
            case SessionEffect.Announce { Asker: var asker, Run: var run, Duplicate: var duplicate }:
                if (asker.TryAnswer())
                    _services.FanOut.Announce(Key, asker.Connection, new AcceptedAnswer(asker.ReplyTo, run, duplicate));
                break;
            case SessionEffect.Publish publish:
                _services.FanOut.Publish(Key, publish.Batch);
                publish.Batch.Release();
                break;
            case SessionEffect.ShowTexts:
                _services.FanOut.ShowTexts(Key);
                break;
            case SessionEffect.Execute execute:
                var execution = _runs.Begin(this, execute);
                _executions.Add(execution);
                core.Traced(execution.Id, execution.Trace.Id);
                break;
            case SessionEffect.Cancel cancel:
                _runs.Find(cancel.Run)?.Stop(cancel.Reason);
                break;
            case SessionEffect.Release release:
                _executions.RemoveAll(execution => execution.Id == release.Run);
                _runs.Release(release.Run, release.Ending);
                break;
            case SessionEffect.Resolve resolve:
                ((Ticket)resolve.Ticket).TrySetResult(resolve.Result);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private async Task CommitLaterAsync(ValueTask commit, long term, SessionAppend content)
    {
        Report(
            await _commit.AppendAsync(commit, term, content), static (core, now, effects) => core.Committed(now, effects));
    }

    private async Task DeleteLaterAsync(long term) =>
        Report(await _commit.DeleteAsync(term), static (core, _, effects) => core.Deleted(effects));

    private void Report(Exception? failure, Action<SessionCore, DateTimeOffset, List<SessionEffect>> done)
    {
        if (failure is null)
        {
            TryPost(new SessionInput(done, Ticket: null));
            return;
        }

        _storeFailure = failure;
        Signal();
    }

    private async Task LookUpAsync(SessionEffect.LookUp lookUp)
    {
        var key = lookUp.IdempotencyKey;
        try
        {
            var found = await _services.Store.FindRunAsync(Key, key, lookUp.Since, CancellationToken.None);
            TryPost(new SessionInput((core, now, effects) => core.LookedUp(key, found, now, effects), Ticket: null));
        }
        catch (Exception failure)
        {
            LogOutage(_services.Logger, failure, Key);
            TryPost(new SessionInput((core, _, effects) => core.LookUpFailed(key, effects), Ticket: null));
        }
    }

    private bool HasInput(SessionCore core)
    {
        lock (_lock)
        {
            if (_inbox.Count > 0 || _storeFailure is not null)
                return true;
        }

        return core.BacklogBytes < MaxBacklogBytes && _executions.Exists(execution => execution.HasInput);
    }

    private void RetireIfIdle(SessionCore core)
    {
        if (!core.IsIdle || _services.FanOut.HasReaders(Key))
            return;

        lock (_lock)
        {
            if (_inbox.Count > 0 || _retired)
                return;
            _retired = true;
        }

        _timer.Stop();
        _owner.Forget(this);
    }

    /// <summary>The session cannot be trusted any more: its work stops, its readers come back to a new one.</summary>
    private void Fail(Exception failure)
    {
        LogFailure(_services.Logger, failure, Key);

        // Before another session can open in its place.
        if (_core is { StoppedRuns: { Count: > 0 } stopped })
            _owner.RememberStopped(Key, stopped);
        Leave();

        // Those of this turn too: it may have ended in the middle of them.
        Refuse(_turnInputs);
        if (_core is { } core)
            GiveUp(core);

        _services.FanOut.End(Key, SessionEnd.Failed);
    }

    /// <summary>Leaves memory: who still waits in the mailbox is refused, who comes from now on gets another session.</summary>
    private void Leave()
    {
        lock (_lock)
            _retired = true;
        _timer.Stop();
        _owner.Forget(this);
        Refuse(TakeInbox());
    }

    /// <summary>Who has an answer keeps it.</summary>
    private static void Refuse(List<SessionInput> inputs)
    {
        foreach (var input in inputs)
            input.Ticket?.TrySetResult(new TicketResult.Refused(RequestRefusedException.Unavailable()));
    }

    /// <summary>Lets go of every run. What was still to be done for those that are over is done; nothing is begun or shown any more.</summary>
    private void GiveUp(SessionCore core)
    {
        _effects.RemoveRange(0, _effectsDone);
        _effects.RemoveAll(static effect => effect is not (SessionEffect.Cancel or SessionEffect.Release or SessionEffect.Resolve));
        core.Fail(_effects);
        foreach (var effect in _effects)
            Do(core, effect, _services.Now);
    }

    [LoggerMessage(LogLevel.Information, "Run {Run} of session {Session} is taken up again")]
    private static partial void LogTakenUp(ILogger logger, RunId run, SessionKey session);

    [LoggerMessage(LogLevel.Warning, "Session {Session} waits for its store")]
    private static partial void LogOutage(ILogger logger, Exception failure, SessionKey session);

    [LoggerMessage(LogLevel.Error, "Session {Session} failed and is closed")]
    private static partial void LogFailure(ILogger logger, Exception failure, SessionKey session);
}

using System.Diagnostics;
using Reasoning.Application.Clients;
using Reasoning.Application.Runs;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>
/// Drives a core as a server does, but hears from the store only when the history says so. Whatever the core wants done
/// is held against the log at that moment: nobody is shown or told what is not stored.
/// </summary>
internal sealed class CoreOwner
{
    private static readonly RunOptions Options = new() { MaxPerSession = 3, Timeout = TimeSpan.FromSeconds(2) };

    private readonly StoredLog _log;
    private readonly TimeProvider _time;
    private readonly OpenTickets _tickets;
    private readonly Places _places = new();
    private readonly SessionCore _core;
    private readonly List<SessionEffect> _effects = [];
    private readonly List<AgentWork> _works = [];
    private readonly HashSet<RunId> _cancelled = [];
    private readonly HashSet<RunId> _released = [];
    private readonly HashSet<RunId> _stopped;
    private bool _isDraining;
    private bool _hasCrashed;
    private bool _hasFailed;
    private long _published;

    /// <param name="stopped">Runs whose stop could not be stored.</param>
    public CoreOwner(StoredLog log, TimeProvider time, IReadOnlyCollection<RunId> stopped)
    {
        (_log, _time, _tickets, Traffic) = (log, time, new OpenTickets(log), new StoreTraffic(log));
        var ownership = log.Open();
        var histories = log.ReadHistories(ownership);
        var unfinished = ownership.UnfinishedRuns
            .Select(run => run with { InterruptRequested = run.InterruptRequested || stopped.Contains(run.Run) }).ToList();
        _stopped = [.. unfinished.Where(run => run.InterruptRequested).Select(run => run.Run)];
        _core = new SessionCore(ownership, Options, log.Encoder, _places);
        _published = _core.PublishedSeq;
        Turn((core, now) => unfinished.ForEach(run => core.Recover(run, histories[run.Run], now, _effects)));
    }

    public StoreTraffic Traffic { get; }

    public bool IsOver => _hasCrashed || _hasFailed || (_isDraining && _core.IsIdle);

    /// <summary>Runs whose stop the next owner in the same process has to be told.</summary>
    public IReadOnlyList<RunId> StoppedInVain { get; private set; } = [];

    /// <param name="isNewest">Then it must know every run with this key.</param>
    /// <returns>The id that the run has, should it begin.</returns>
    public RunId Accept(RunRequest request, string? key, bool isNewest)
    {
        var id = Some.NewRun();
        var known = isNewest && key is not null ? _log.Known(key, _time.GetUtcNow() - SessionCore.KeyLifetime) : null;
        var candidate = new RunCandidate(
            id, request, key, new Asker(ConnectionId.New(), "m1"), _tickets.Accept(id, request, key, known?.Accepted));
        Turn((core, now) => core.Accept(candidate, now, _effects));
        return id;
    }

    /// <summary>One of the runs goes on, unless all wait.</summary>
    public void Work(int target, int choice)
    {
        var ready = _works.FindAll(work => !work.IsWaiting);
        if (ready.Count == 0)
            return;

        var work = ready[target % ready.Count];
        if (work.Next(choice) is { } next)
        {
            var ticket = next is StepTaken { Step: ToolUseStep } ? _tickets.Store(work, next) : null;
            Turn((core, now) => core.Record(work.Run, next, ticket, now, _effects));
        }
        else
        {
            _works.Remove(work);
            Turn((core, now) => core.WorkEnded(work.Run, now, _effects));
        }
    }

    public void Interrupt(RunId? run)
    {
        // A server that goes down takes no more of these: its runs are left to the next, which would not know.
        if (!_isDraining)
            Turn((core, now) => core.Interrupt(run, _tickets.Interrupt(), now, _effects));
    }

    public void Drain(bool park)
    {
        _isDraining = true;
        Turn((core, now) => core.Drain(_tickets.Drain(), park, now, _effects));
    }

    /// <summary>Does what the time asks for.</summary>
    public void Tick() => Turn((_, _) => { });

    public void LookedUp(int target)
    {
        if (Traffic.TryTakeAnswer(target, out var answer))
            Turn((core, now) => core.LookedUp(answer.Key, answer.Found, now, _effects));
    }

    public void LookUpFailed(int target)
    {
        if (Traffic.TryTakeAnswer(target, out var answer))
            Turn((core, _) => core.LookUpFailed(answer.Key, _effects));
    }

    /// <summary>Sends what is to be stored, perhaps again, and does not hear how that went.</summary>
    public void Store() => Traffic.Store(_core.Term);

    public void Committed()
    {
        if (Traffic.TryTakeCommit())
            Turn((core, now) => core.Committed(now, _effects));
    }

    /// <summary>Sends it and hears the answer.</summary>
    public void Commit()
    {
        Store();
        if (Traffic.IsUnstored)
            Fail();
        else
            Committed();
    }

    public void Crash() => _hasCrashed = true;

    /// <summary>The store has refused it, or been away for too long.</summary>
    public void Fail()
    {
        _hasFailed = true;
        StoppedInVain = _core.StoppedRuns;
        Assert.Subset(StoppedInVain.ToHashSet(), _cancelled.Except(_released).ToHashSet());
        _core.Fail(_effects);
        _effects.ForEach(Do);
        _effects.Clear();
        AssertNothingIsLeft();
    }

    public void AssertNothingIsLeft()
    {
        if (_hasCrashed)
            return;
        Assert.True(_hasFailed || _core is { IsIdle: true, Due: null }, "Nothing is left to do.");
        Assert.True(_hasFailed || _isDraining || _core.ActiveRuns.Count == 0, "No run is left.");
        Assert.True(_tickets.IsEmpty, "Everybody is answered.");
        Assert.Equal(int.MaxValue, _places.Free);
    }

    private void Turn(Action<SessionCore, DateTimeOffset> input)
    {
        var now = _time.GetUtcNow();
        input(_core, now);
        if (_core.Due <= now)
            _core.Tick(now, _effects);
        _core.Flush(now, _effects);
        for (var index = 0; index < _effects.Count; index++)
        {
            Do(_effects[index]);
            if (index == _effects.Count - 1)
                _core.Flush(now, _effects);
        }

        _effects.Clear();
        Assert.Equal(_published, _core.PublishedSeq);
    }

    private void Do(SessionEffect effect)
    {
        Assert.True(
            !_hasFailed || effect is SessionEffect.Cancel or SessionEffect.Release or SessionEffect.Resolve { Result: TicketResult.Refused },
            "Who fails shows and confirms nothing.");
        switch (effect)
        {
            case SessionEffect.Append append:
                Traffic.Add(append, isParking: _isDraining);
                break;
            case SessionEffect.LookUp lookUp:
                Traffic.Add(lookUp);
                break;
            case SessionEffect.Announce announce:
                Assert.True(announce.Asker.TryAnswer(), "Announced once.");
                Assert.True(announce.Duplicate || _log.Run(announce.Run).Accepted.FirstSeq > _published, "Announced ahead of its run.");
                break;
            case SessionEffect.Publish publish:
                Assert.Equal(_published + 1, publish.Batch.FirstSeq);
                Assert.True(_log.Has(publish.Batch), "Shown before it was stored.");
                _published = publish.Batch.LastSeq;
                break;
            case SessionEffect.Execute execute:
                Assert.DoesNotContain(execute.Run, _stopped);
                Assert.False(_cancelled.Contains(execute.Run) || _released.Contains(execute.Run), "Begun although it was stopped or is over.");
                Assert.True(_log.Run(execute.Run).Accepted.FirstSeq <= _published, "Begun before it was shown.");
                _works.Add(new AgentWork(execute));
                break;
            case SessionEffect.Cancel cancel:
                // An agent may say something more, or return.
                _cancelled.Add(cancel.Run);
                break;
            case SessionEffect.Release release:
                Assert.True(_released.Add(release.Run), "Released once.");
                _works.RemoveAll(work => work.Run == release.Run);
                _places.Free++;
                break;
            case SessionEffect.Resolve resolve:
                _tickets.Resolve(resolve);
                break;
            default:
                throw new UnreachableException();
        }
    }
}

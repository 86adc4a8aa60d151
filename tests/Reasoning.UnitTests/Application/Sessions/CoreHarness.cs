using Reasoning.Application.Clients;
using Reasoning.Application.Runs;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>Feeds a core and its model with the same inputs; <see cref="CoreEffects"/> checks what comes out.</summary>
internal sealed class CoreHarness
{
    private const int FirstSeq = 41;
    private readonly RunOptions _options = new() { MaxPerSession = 3, Timeout = TimeSpan.FromSeconds(2) };
    private readonly RecordingEncoder _encoder = new();
    private readonly SessionCore _core;
    private readonly CoreEffects _effects;
    private readonly List<RunModel> _runs = [];
    private readonly List<SessionEffect> _out = [];
    private DateTimeOffset _now = Some.Time;
    private bool _isDraining;
    private int _checked;

    public CoreHarness()
    {
        _core = new SessionCore(new SessionOwnership(new Epoch("e"), Term: 1, LastSeq: FirstSeq - 1, []), _options, _encoder, new Places());
        _effects = new CoreEffects(_core, _encoder, _runs);
    }

    public void Apply(CoreOperation operation)
    {
        var run = _runs.Count == 0 ? null : _runs[operation.Run % _runs.Count];
        switch (operation.Input)
        {
            case CoreInput.Accept:
                Accept(withAsker: operation.Choice % 2 == 0, showsSteps: operation.Choice % 3 != 0);
                break;
            case CoreInput.Record when run is { IsExecuted: true, WorkHasEnded: false }:
                Record(run, Event(operation.Choice), withTicket: operation.Choice % 2 == 0);
                break;
            case CoreInput.InterruptOne when run is not null:
                Interrupt(run.Id, [run]);
                break;
            case CoreInput.InterruptAll:
                Interrupt(id: null, _runs);
                break;
            case CoreInput.InterruptUnknown:
                _core.Interrupt(Some.NewRun(), _effects.Expect(TicketKind.NotActive), _now, _out);
                break;
            case CoreInput.WorkEnded when run is { IsExecuted: true, WorkHasEnded: false }:
                run.WorkHasEnded = true;
                run.End("failed agent_failed");
                _core.WorkEnded(run.Id, _now, _out);
                break;
            case CoreInput.Tick:
                Tick(TimeSpan.FromMilliseconds(operation.Choice * 50));
                break;
            case CoreInput.Drain when operation.Run == 0:
                Drain();
                break;
            case CoreInput.Flush:
                _core.Flush(_now, _out);
                break;
            case CoreInput.Committed when _effects.IsUnderWay:
                Commit();
                break;
        }

        _effects.Do(_out, _encoder.Encoded.Count);
        CheckRuns();
    }

    /// <summary>Everything ends, is committed, and is then checked as a whole.</summary>
    public void Finish()
    {
        for (var round = 0; round < 10; round++)
        {
            for (var index = 0; index < _runs.Count; index++)
                Apply(new CoreOperation(CoreInput.WorkEnded, index, 0));
            Apply(new CoreOperation(CoreInput.Flush, 0, 0));
            Apply(new CoreOperation(CoreInput.Committed, 0, 0));
        }

        Assert.True(_core.IsIdle);
        Assert.Null(_core.Due);
        Assert.Equal(0, _core.BacklogBytes);
        _effects.AssertAllResolved();
        Assert.All(_runs, run => Assert.Equal(1, run.Releases));
        Assert.Equal(_encoder.Encoded.Count, _core.PublishedSeq - FirstSeq + 1);
        Assert.Equal(
            Enumerable.Range(FirstSeq, _encoder.Encoded.Count), _encoder.Encoded.Select(@event => (int)@event.Seq));
    }

    private void Accept(bool withAsker, bool showsSteps)
    {
        var id = Some.NewRun();
        var isFull = _runs.Count(run => !run.IsEnded) >= _options.MaxPerSession;
        var request = Some.Request with { EnableReasoning = showsSteps };
        var ticket = _effects.Expect(
            _isDraining ? TicketKind.ShuttingDown : isFull ? TicketKind.TooManyRuns : TicketKind.Accepted);
        if (!_isDraining && !isFull)
            _runs.Add(new RunModel(id, _now + _options.Timeout, showsSteps));
        var asker = withAsker ? new Asker(ConnectionId.New(), "m1") : null;
        if (asker is not null && !_isDraining && !isFull)
            _effects.ExpectAnnouncement(id);
        _core.Accept(new RunCandidate(id, request, IdempotencyKey: null, asker, ticket), _now, _out);
    }

    private void Record(RunModel run, RunEvent @event, bool withTicket)
    {
        var ticket = withTicket ? _effects.Expect(run.IsEnded ? TicketKind.Dropped : TicketKind.Stored) : null;
        run.Say(@event);
        _core.Record(run.Id, @event, ticket, _now, _out);
    }

    private void Interrupt(RunId? id, IEnumerable<RunModel> asked)
    {
        // A run that has ended is known to the core until its end is committed.
        var isKnown = id is not { } one || !_effects.IsCommittedEnd(one);
        var stopped = isKnown ? asked.Where(run => run.Interrupt(_now + _options.InterruptGrace)).Select(run => run.Id).ToHashSet() : [];
        _core.Interrupt(id, _effects.Expect(isKnown ? TicketKind.Interrupted : TicketKind.NotActive, stopped), _now, _out);
        Assert.All(stopped, run => Assert.Contains(new SessionEffect.Cancel(run, RunEndReason.Interrupted), _out));
    }

    private void Tick(TimeSpan time)
    {
        _now += time;
        var due = _runs.Where(run => !run.IsEnded).Select(run => (DateTimeOffset?)run.Due).Min();
        Assert.Equal(due, _core.Due);
        foreach (var run in _runs.Where(run => run.Due <= _now))
            run.Cut("failed agent_timeout");
        _core.Tick(_now, _out);
    }

    private void Drain()
    {
        _isDraining = true;
        foreach (var run in _runs)
            run.Cut("failed shutting_down");
        _core.Drain(_effects.Expect(TicketKind.Stored), park: false, _now, _out);
    }

    private void Commit()
    {
        // A run that was stopped before its work began has nothing left to wait for.
        foreach (var run in _runs.Where(run => run.IsStopping && _effects.BeginsWithThisCommit(run)))
            run.End("failed agent_failed");
        _effects.Commit();
        _core.Committed(_now, _out);
    }

    private void CheckRuns()
    {
        for (; _checked < _encoder.Encoded.Count; _checked++)
        {
            var (_, id, @event) = _encoder.Encoded[_checked];
            _runs.Single(run => run.Id == id).Logged.Add(RunModel.Describe(@event));
        }

        // Plain comparisons: this is done after every input of every history.
        foreach (var run in _runs)
        {
            if (!run.Log.SequenceEqual(run.Logged))
                Assert.Equal(run.Log, run.Logged);
            Assert.True(run.Releases == (run.IsEnded ? 1 : 0), "Released once, when it ends.");
            Assert.True(run.Cancels > 0 || !run.IsCut, "Work whose run was ended is told to stop.");
        }
    }

    private static RunEvent Event(int choice) => choice switch
    {
        < 6 => Some.Taken(Some.Thought()),
        < 9 => Some.Taken(Some.ToolUse()),
        < 12 => Some.Taken(Some.ToolResult()),
        < 15 => new ResponseGiven("Yes."),
        < 18 => Some.Completed(),
        _ => Some.Failed(),
    };
}

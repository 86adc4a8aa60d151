using Reasoning.Application.Runs;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;
using Reasoning.Domain.Steps;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>Runs that outlive their owner: taken up, left to the next one, or let go because the store failed.</summary>
public sealed class SessionCoreRecoveryTests
{
    private readonly List<SessionEffect> _effects = [];
    private readonly Places _places = new() { Free = 5 };
    private readonly RecordingEncoder _encoder = new();
    private readonly RunOptions _options = new();
    private readonly SessionCore _core;

    public SessionCoreRecoveryTests() =>
        _core = new SessionCore(new SessionOwnership(new Epoch("e"), Term: 1, LastSeq: 9, []), _options, _encoder, _places);

    [Fact]
    public void Recover_WhenARunHasNoEnd_BeginsItsWorkAgainOnceThatIsStored()
    {
        _core.Recover(Stored(), History(Some.Thought(iteration: 3)), Some.Time, _effects);
        Assert.Equal(new ActiveRun(Some.Run, Some.Request.Agent, Some.Time), Assert.Single(_core.ActiveRuns));
        Assert.Equal(4, _places.Free);
        Assert.Empty(_effects);

        var append = Flush();
        Assert.Equal(new RunChange.TakenUp(Some.Run, new TakeUp(Attempt: 2, Progress: 3, Idle: 1)), Assert.Single(append.Runs));
        Assert.Null(append.Events);
        _core.Committed(Some.Time, _effects);
        var execute = Assert.IsType<SessionEffect.Execute>(Assert.Single(_effects));
        Assert.Equal(
            new SessionEffect.Execute(Some.Run, Some.Request, Some.Time, FirstSeq: 1, new ResumedRun(Attempt: 2, Iterations: 3, Answer: null)),
            execute with { TraceId = null });
    }

    [Theory]
    [InlineData(1, 4, 4, 2, 2)]
    [InlineData(2, 4, 4, 3, 3)]
    [InlineData(3, 3, 5, 4, 1)]
    public void Recover_WhenTakenUpBefore_CountsWhetherItCameFurther(int idle, int progress, int iterations, int attempt, int expected)
    {
        _core.Recover(Stored(new TakeUp(attempt, progress, idle)), History(Some.Thought(iterations)), Some.Time, _effects);

        var takenUp = Assert.IsType<RunChange.TakenUp>(Assert.Single(Flush().Runs));
        Assert.Equal(new TakeUp(attempt + 1, iterations, expected), takenUp.TakeUp);
    }

    [Fact]
    public void Recover_WhenTakenUpThreeTimesInVain_EndsTheRun()
    {
        _core.Recover(Stored(new TakeUp(Attempt: 4, Progress: 1, Idle: 3)), History(Some.Thought()), Some.Time, _effects);

        Assert.IsType<RunChange.Ended>(Assert.Single(Flush().Runs));
        Assert.Equal(ErrorCode.AgentFailed, Assert.IsType<RunFailed>(Assert.Single(_encoder.Encoded).Event).Code);
        Assert.Single(_effects.OfType<SessionEffect.Release>());
        _core.Committed(Some.Time, _effects);
        Assert.True(_core.IsIdle);
        Assert.DoesNotContain(_effects, effect => effect is SessionEffect.Execute);
    }

    [Fact]
    public void Recover_WhenItWasToBeStopped_EndsItAsInterruptedWithItsOpenTools()
    {
        var use = Some.ToolUse();
        _core.Recover(Stored() with { InterruptRequested = true }, History(use), Some.Time, _effects);

        var end = Assert.IsType<RunCompleted>(Assert.Single(_encoder.Encoded).Event);
        Assert.Equal(RunStatus.Interrupted, end.Status);
        Assert.Equal(new ToolOutcome(use.ToolCallId, use.ToolName, ToolOutcomeKind.Abandoned), Assert.Single(end.Tools));
    }

    [Fact]
    public void Recover_WhenItHasAKey_StillKnowsIt()
    {
        _core.Recover(Stored() with { IdempotencyKey = "key" }, new RunHistory(), Some.Time, _effects);
        var ticket = new object();
        _core.Accept(new RunCandidate(Some.NewRun(), Some.Request, "key", Asker: null, ticket), Some.Time, _effects);
        Flush();
        _core.Committed(Some.Time, _effects);

        Assert.Contains(new SessionEffect.Resolve(ticket, new TicketResult.Accepted(Some.Run, Duplicate: true)), _effects);
    }

    [Fact]
    public void Record_WhenAStepHasANote_StoresItWithTheStepAndGoesOnCounting()
    {
        _core.Recover(Stored() with { Notes = 2 }, new RunHistory(), Some.Time, _effects);
        _core.Record(Some.Run, Some.Taken(Some.Thought()) with { Note = "n" }, ticket: null, Some.Time, _effects);

        var append = Flush();
        Assert.Equal(new RunChange.Noted(Some.Run, Number: 3, "n"), append.Runs[^1]);
        Assert.Equal(1, append.Events!.Count);
    }

    [Fact]
    public void Drain_WhenThereIsANextOwner_LeavesItTheRunsButStoresWhatWasSaid()
    {
        var run = Begin();
        _core.Record(run, Some.Taken(Some.Thought()), ticket: null, Some.Time, _effects);
        var ticket = new object();
        _core.Drain(ticket, park: true, Some.Time, _effects);
        Assert.Equal(["Cancel", "Release"], _effects.Select(effect => effect.GetType().Name));
        _core.Record(run, Some.Completed(), ticket: null, Some.Time, _effects);

        var append = Flush();
        Assert.Equal(["RunStarted", "StepTaken"], _encoder.Encoded.Select(@event => @event.Event.GetType().Name));
        Assert.Equal(new RunChange.TakenUp(run, new TakeUp(Attempt: 1, Progress: 0, Idle: 0)), Assert.Single(append.Runs));
        _core.Committed(Some.Time, _effects);
        Assert.Contains(new SessionEffect.Resolve(ticket, TicketResult.Stored.Instance), _effects);
        Assert.True(_core.IsIdle);
        Assert.Null(_core.Due);
    }

    [Fact]
    public void Drain_WhenARunWasTakenUpInVain_DoesNotCountAgainstIt()
    {
        _core.Recover(Stored(new TakeUp(Attempt: 3, Progress: 1, Idle: 2)), History(Some.Thought()), Some.Time, _effects);
        Flush();
        _core.Committed(Some.Time, _effects);
        _effects.Clear();
        _core.Drain(new object(), park: true, Some.Time, _effects);

        Assert.Equal(new RunChange.TakenUp(Some.Run, new TakeUp(Attempt: 4, Progress: 1, Idle: 0)), Assert.Single(Flush().Runs));
    }

    [Fact]
    public void Drain_WhenARunIsBeingStopped_EndsItRatherThanLeavingIt()
    {
        var run = Begin();
        _core.Interrupt(run, new object(), Some.Time, _effects);
        _core.Drain(new object(), park: true, Some.Time, _effects);

        Assert.Equal(RunStatus.Interrupted, Assert.IsType<RunCompleted>(_encoder.Encoded[^1].Event).Status);
    }

    [Fact]
    public void Fail_WhenTheLogCannotBeWritten_AnswersAllAndLetsTheRunsGo()
    {
        var run = Begin();
        var (storing, waiting, looking) = (new object(), new object(), new object());
        _core.Record(run, Some.Taken(Some.ToolUse()), storing, Some.Time, _effects);
        Flush();
        _core.Interrupt(run, waiting, Some.Time, _effects);
        _core.Accept(new RunCandidate(Some.NewRun(), Some.Request, "key", Asker: null, looking), Some.Time, _effects);
        _effects.Clear();

        _core.Fail(_effects);
        Assert.Equal(
            [storing, waiting, looking],
            _effects.OfType<SessionEffect.Resolve>().Where(resolve => resolve.Result is TicketResult.Refused).Select(resolve => resolve.Ticket));
        Assert.Equal(["Cancel", "Release"], _effects.Where(effect => effect is not SessionEffect.Resolve).Select(effect => effect.GetType().Name));
    }

    private static UnfinishedRun Stored(TakeUp? takeUp = null) =>
        new(Some.Run, Some.Request, IdempotencyKey: null, Some.Time, FirstSeq: 1, Notes: 0, InterruptRequested: false, takeUp);

    private static RunHistory History(params ReasoningStep[] steps)
    {
        var history = new RunHistory();
        foreach (var step in steps)
            history.Add(step);
        return history;
    }

    private RunId Begin()
    {
        _core.Accept(new RunCandidate(Some.Run, Some.Request, IdempotencyKey: null, Asker: null, new object()), Some.Time, _effects);
        Flush();
        _core.Committed(Some.Time, _effects);
        _effects.Clear();
        return Some.Run;
    }

    private SessionAppend Flush()
    {
        _core.Flush(Some.Time, _effects);
        var append = Assert.Single(_effects.OfType<SessionEffect.Append>());
        _effects.Remove(append);
        return append.Content;
    }
}

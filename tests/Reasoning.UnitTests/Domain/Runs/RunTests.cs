using Reasoning.Domain.Runs;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Domain.Runs;

public sealed class RunTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(200);
    private readonly List<RunEvent> _log = [];
    private Run _run = NewRun(Some.Request);

    [Fact]
    public void Apply_WhenStepsAreShown_LogsThem()
    {
        var step = Some.Taken(Some.Thought());
        Apply(step);

        Assert.Equal([step], _log);
        Assert.False(_run.IsEnded);
    }

    [Fact]
    public void Apply_WhenStepsAreNotShown_LogsOnlyTheEnd()
    {
        _run = NewRun(Some.Request with { EnableReasoning = false });
        Apply(Some.Taken(Some.Thought()));
        Apply(new ResponseGiven("Yes."));
        Assert.Empty(_log);

        Apply(Some.Completed());
        Assert.Equal([new ResponseGiven("Yes."), Some.Completed()], _log);
    }

    [Fact]
    public void Apply_WhenItFailsAfterItsResponse_LeavesNoAnswerBehind()
    {
        Apply(new ResponseGiven("Yes."));
        Apply(Some.Failed());

        Assert.Equal([Some.Failed()], _log);
    }

    [Fact]
    public void Apply_WhenItIsStoppedAfterItsResponse_LeavesNoAnswerBehind()
    {
        Apply(new ResponseGiven("Yes."));
        _run.Interrupt(Some.Time, Grace);
        Apply(Some.Completed());

        Assert.Equal(RunStatus.Interrupted, Assert.IsType<RunCompleted>(Assert.Single(_log)).Status);
    }

    [Fact]
    public void Apply_WhenItHasEnded_DropsEverything()
    {
        Apply(Some.Completed());
        _log.Clear();
        Apply(Some.Taken(Some.Thought()));
        Apply(new ResponseGiven("Yes."));
        Apply(Some.Completed());
        Apply(Some.Failed());

        Assert.Empty(_log);
    }

    [Fact]
    public void Apply_WhenTheEventIsNotTheAgents_Throws() =>
        Assert.Throws<System.Diagnostics.UnreachableException>(() => Apply(new RunStarted(Some.Request)));

    [Fact]
    public void Apply_WhenItCompletesWhileStopping_IsInterruptedAndKeepsTheUsage()
    {
        Apply(Some.Taken(Some.Thought(iteration: 3)));
        _run.Interrupt(Some.Time, Grace);
        _log.Clear();
        _run.Apply(Some.Completed() with { Usage = new TokenUsage(1, 2, 3, 4) }, Some.Time.AddSeconds(2), _log);

        var end = Assert.IsType<RunCompleted>(Assert.Single(_log));
        Assert.Equal(RunStatus.Interrupted, end.Status);
        Assert.Equal(3, end.Iterations);
        Assert.Equal(TimeSpan.FromSeconds(2), end.Duration);
        Assert.Equal(new TokenUsage(1, 2, 3, 4), end.Usage);
    }

    [Fact]
    public void Apply_WhenItFailsWhileStopping_IsInterruptedAllTheSame()
    {
        _run.Interrupt(Some.Time, Grace);
        Apply(Some.Failed());

        Assert.Equal(RunStatus.Interrupted, Assert.IsType<RunCompleted>(Assert.Single(_log)).Status);
    }

    [Fact]
    public void Apply_WhenAStepComesWithinTheGrace_IsStillLogged()
    {
        _run.Interrupt(Some.Time, Grace);
        Apply(Some.Taken(Some.Thought()));

        Assert.Single(_log);
    }

    [Fact]
    public void Interrupt_WhenItRuns_IsDueAtTheEndOfTheGrace()
    {
        Assert.True(_run.Interrupt(Some.Time, Grace));
        Assert.True(_run.IsStopping);
        Assert.Equal(Some.Time + Grace, _run.Due);
    }

    [Fact]
    public void Interrupt_WhenItsTimeEndsBeforeTheGrace_IsDueAtItsTime()
    {
        _run.Interrupt(Some.Time + Limit, Grace);

        Assert.Equal(Some.Time + Limit, _run.Due);
    }

    [Fact]
    public void Interrupt_WhenItIsStoppingAlready_IsNotTheOneThatStopsIt()
    {
        _run.Interrupt(Some.Time, Grace);

        Assert.False(_run.Interrupt(Some.Time.AddMilliseconds(100), Grace));
        Assert.Equal(Some.Time + Grace, _run.Due);
    }

    [Fact]
    public void Interrupt_WhenItHasEnded_DoesNothing()
    {
        Apply(Some.Completed());

        Assert.False(_run.Interrupt(Some.Time, Grace));
        Assert.False(_run.IsStopping);
    }

    [Fact]
    public void End_WhenItIsTimedOut_SaysSo() => Assert.Equal(ErrorCode.AgentTimeout, Failure(RunEndReason.TimedOut));

    [Fact]
    public void End_WhenTheServerGoesDown_SaysSo() => Assert.Equal(ErrorCode.ShuttingDown, Failure(RunEndReason.ShuttingDown));

    [Theory]
    [InlineData(RunEndReason.TimedOut)]
    [InlineData(RunEndReason.ShuttingDown)]
    [InlineData(RunEndReason.Interrupted)]
    public void End_WhenItIsStopping_IsInterruptedWhateverTheReason(RunEndReason reason)
    {
        _run.Interrupt(Some.Time, Grace);

        Assert.Equal(RunStatus.Interrupted, Assert.IsType<RunCompleted>(_run.End(reason, Some.Time)).Status);
        Assert.True(_run.IsEnded);
    }

    [Fact]
    public void End_WhenATimeLimitIsReachedWithoutInterrupt_IsNotInterrupted() =>
        Assert.IsType<RunFailed>(_run.End(RunEndReason.TimedOut, Some.Time));

    [Fact]
    public void EndOfWork_WhenNobodyStoppedIt_IsAFailure() =>
        Assert.Equal(ErrorCode.AgentFailed, Assert.IsType<RunFailed>(_run.EndOfWork(Some.Time)).Code);

    [Fact]
    public void EndOfWork_WhenItWasStopped_IsInterruptedAndOpenToolsAreCancelled()
    {
        Apply(Some.Taken(Some.ToolUse("a")));
        _run.Interrupt(Some.Time, Grace);

        Assert.Equal([new ToolOutcome("a", "search", ToolOutcomeKind.Cancelled)], Tools(_run.EndOfWork(Some.Time)));
    }

    [Fact]
    public void End_WhenToolsAreOpen_TellsWhatBecameOfEach()
    {
        Apply(Some.Taken(Some.ToolUse("done")));
        Apply(Some.Taken(Some.ToolResult("done")));
        Apply(Some.Taken(Some.ToolUse("in-grace")));
        Apply(Some.Taken(Some.ToolUse("open")));
        _run.Interrupt(Some.Time, Grace);
        Apply(Some.Taken(Some.ToolResult("in-grace")));
        Apply(Some.Taken(Some.ToolUse("late")));

        Assert.Equal(
            [
                new("in-grace", "search", ToolOutcomeKind.Completed),
                new("open", "search", ToolOutcomeKind.Abandoned),
                new("late", "search", ToolOutcomeKind.Abandoned),
            ],
            Tools(_run.End(RunEndReason.Interrupted, Some.Time)).OrderBy(tool => tool.ToolCallId, StringComparer.Ordinal)
                .OrderBy(tool => tool.ToolCallId == "late"));
    }

    private static Run NewRun(RunRequest request) => new(Some.Run, request, Some.Time, Some.Time + Limit);

    private static IReadOnlyList<ToolOutcome> Tools(TerminalEvent end) => Assert.IsType<RunCompleted>(end).Tools;

    private void Apply(RunEvent @event) => _run.Apply(@event, Some.Time, _log);

    private ErrorCode Failure(RunEndReason reason) => Assert.IsType<RunFailed>(_run.End(reason, Some.Time)).Code;
}

using Reasoning.Domain.Steps;

namespace Reasoning.Domain.Runs;

/// <summary>
/// One line of a session's log. A run's events are <see cref="RunStarted"/>, then what it does, then exactly one
/// <see cref="TerminalEvent"/>, and nothing after it.
/// </summary>
public abstract record RunEvent
{
    private protected RunEvent()
    {
    }
}

/// <summary>The run was accepted.</summary>
public sealed record RunStarted(RunRequest Request) : RunEvent;

/// <summary>The agent took a step.</summary>
/// <param name="Note">What the agent wants to find again should it have to continue; stored with the step, never shown.</param>
public sealed record StepTaken(ReasoningStep Step, StepId StepId, DateTimeOffset At, string? Note = null) : RunEvent;

/// <summary>The whole answer, for a run whose steps are not shown.</summary>
public sealed record ResponseGiven(string Content) : RunEvent;

/// <summary>An event that ends its run.</summary>
public abstract record TerminalEvent : RunEvent
{
    private protected TerminalEvent()
    {
    }

    public abstract RunOutcome Outcome { get; }
}

/// <summary>The run came to its end, by itself or because somebody stopped it.</summary>
/// <param name="Tools">Calls that were open when the run was interrupted; empty for a completed run.</param>
public sealed record RunCompleted(
    RunStatus Status,
    int Iterations,
    TimeSpan Duration,
    IReadOnlyList<ToolOutcome> Tools,
    TokenUsage? Usage) : TerminalEvent
{
    public override RunOutcome Outcome => Status == RunStatus.Interrupted ? RunOutcome.Interrupted : RunOutcome.Completed;
}

/// <summary>The run failed.</summary>
/// <param name="Message">A sentence for a person, without anything internal.</param>
/// <param name="TraceId">Where to look in the server's log; <see langword="null"/> when there is nothing to find.</param>
public sealed record RunFailed(ErrorCode Code, string Message, string? TraceId = null) : TerminalEvent
{
    public override RunOutcome Outcome => RunOutcome.Failed;
}

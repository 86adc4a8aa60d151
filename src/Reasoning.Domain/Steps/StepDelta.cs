namespace Reasoning.Domain.Steps;

/// <summary>A piece of a step that is still being produced. It is shown and forgotten: the log has the finished step.</summary>
/// <param name="StepId">Of the step that it will be.</param>
/// <param name="IsAnew">What was produced of the step before counts no more: this is its beginning.</param>
public sealed record StepDelta(StepId StepId, DeltaKind Kind, int Iteration, string Content, bool IsAnew = false);

/// <summary>What a step will be, as far as that is known.</summary>
public enum DeltaKind
{
    /// <summary>A thought.</summary>
    Thought,

    /// <summary>A thought or the final answer: the end of the turn decides.</summary>
    Text,
}

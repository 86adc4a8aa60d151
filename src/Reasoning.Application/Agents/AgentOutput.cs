using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;

namespace Reasoning.Application.Agents;

/// <summary>What an agent produces while it works.</summary>
public abstract record AgentOutput
{
    private protected AgentOutput()
    {
    }
}

/// <summary>A finished step.</summary>
/// <param name="Note">What the agent wants to find in <see cref="RunContext.Notes"/> should it have to continue: stored with the step or not at all.</param>
public sealed record AgentStep(ReasoningStep Step, string? Note = null) : AgentOutput;

/// <summary>A piece of the step that comes next, while it is being produced. The step itself has all of it.</summary>
/// <param name="IsAnew">What was produced of the step before counts no more.</param>
public sealed record AgentDelta(DeltaKind Kind, int Iteration, string Content, bool IsAnew = false) : AgentOutput;

/// <summary>Tokens used by one call of a model; the run reports the sum.</summary>
public sealed record AgentUsage(TokenUsage Usage) : AgentOutput;

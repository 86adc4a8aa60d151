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
public sealed record AgentStep(ReasoningStep Step) : AgentOutput;

/// <summary>Tokens used by one call of a model; the run reports the sum.</summary>
public sealed record AgentUsage(TokenUsage Usage) : AgentOutput;

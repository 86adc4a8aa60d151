using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;

namespace Reasoning.Application.Agents;

/// <summary>All that an agent knows of the run it is asked to do.</summary>
/// <param name="Run">The run's identity.</param>
/// <param name="Request">What the user asked.</param>
/// <param name="CommittedSteps">Steps that an earlier attempt stored, in order; empty for a fresh run. An agent with
/// <see cref="AgentRecovery.Continue"/> goes on after the last of them.</param>
public sealed record RunContext(RunId Run, RunRequest Request, IReadOnlyList<ReasoningStep> CommittedSteps);

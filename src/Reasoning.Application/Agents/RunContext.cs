using Reasoning.Domain.Runs;

namespace Reasoning.Application.Agents;

/// <summary>All that an agent knows of the run it is asked to do.</summary>
/// <param name="Run">The run's identity.</param>
/// <param name="Request">What the user asked.</param>
/// <param name="Iterations">The highest iteration of a step that an earlier attempt stored; zero for a fresh run. An agent
/// with <see cref="AgentRecovery.Continue"/> goes on after it.</param>
/// <param name="Notes">What earlier attempts noted with their steps, in order.</param>
public sealed record RunContext(RunId Run, RunRequest Request, int Iterations, IReadOnlyList<string> Notes)
{
    /// <summary>
    /// What was said in the session before, oldest first: of the runs that had ended when this one was accepted, as many
    /// as the agent's <see cref="AgentDescriptor.ConversationBudget"/> holds.
    /// </summary>
    public IReadOnlyList<ConversationTurn> Conversation { get; init; } = [];

    /// <summary>A run that begins.</summary>
    public RunContext(RunId run, RunRequest request)
        : this(run, request, Iterations: 0, Notes: [])
    {
    }
}

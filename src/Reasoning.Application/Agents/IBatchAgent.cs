namespace Reasoning.Application.Agents;

/// <summary>An agent without streaming support: it works in silence and returns all its steps at once.</summary>
public interface IBatchAgent
{
    AgentDescriptor Descriptor { get; }

    /// <summary>Returns the steps in the order in which they happened; the last is a final answer.</summary>
    /// <exception cref="AgentException">The run fails with a code and a text that the client may see.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    Task<IReadOnlyList<AgentOutput>> RunAsync(RunContext context, CancellationToken cancellationToken);
}

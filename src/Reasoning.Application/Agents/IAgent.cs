namespace Reasoning.Application.Agents;

/// <summary>
/// Turns a message into a stream of steps. One instance serves all runs, several at a time, so it keeps no state of a
/// run in itself.
/// </summary>
public interface IAgent
{
    AgentDescriptor Descriptor { get; }

    /// <summary>
    /// Yields each step when it happens; a tool's <c>tool_use</c> is stored before the enumeration goes on, so the tool
    /// is started after its <c>yield return</c>. The last step of a run that succeeds is a final answer.
    /// </summary>
    /// <exception cref="AgentException">The run fails with a code and a text that the client may see.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    IAsyncEnumerable<AgentOutput> RunAsync(RunContext context, CancellationToken cancellationToken);
}

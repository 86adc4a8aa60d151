using System.Runtime.CompilerServices;

namespace Reasoning.Application.Agents;

/// <summary>The fallback for agents that cannot stream: their steps are sent, in order, once they return.</summary>
public sealed class BatchAgentAdapter(IBatchAgent agent) : IAgent
{
    public AgentDescriptor Descriptor { get; } = agent.Descriptor with { Streaming = false };

    public async IAsyncEnumerable<AgentOutput> RunAsync(
        RunContext context,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var output in await agent.RunAsync(context, cancellationToken))
            yield return output;
    }
}

namespace Reasoning.Application.Agents;

/// <summary>An agent, described as the configuration wants it.</summary>
public sealed class ConfiguredAgent(IAgent agent, AgentDescriptor descriptor) : IAgent
{
    public AgentDescriptor Descriptor { get; } = descriptor;

    public IAsyncEnumerable<AgentOutput> RunAsync(RunContext context, CancellationToken cancellationToken) =>
        agent.RunAsync(context, cancellationToken);
}

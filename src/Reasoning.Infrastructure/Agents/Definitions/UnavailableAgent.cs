using Reasoning.Application.Agents;
using Reasoning.Domain.Runs;

namespace Reasoning.Infrastructure.Agents.Definitions;

/// <summary>An agent whose model cannot be used as it is configured: it is listed, and says why it cannot answer.</summary>
internal sealed class UnavailableAgent(AgentDescriptor descriptor) : IAgent
{
    public AgentDescriptor Descriptor { get; } = descriptor;

    public IAsyncEnumerable<AgentOutput> RunAsync(RunContext context, CancellationToken cancellationToken) =>
        throw new AgentException(ErrorCode.AgentFailed, $"This agent cannot be used: {Descriptor.Unavailable}.");
}

using MediatR;

namespace Reasoning.Application.Agents.GetAgents;

internal sealed class GetAgentsQueryHandler(IAgentCatalog agents) : IRequestHandler<GetAgentsQuery, IReadOnlyList<AgentDescriptor>>
{
    public Task<IReadOnlyList<AgentDescriptor>> Handle(GetAgentsQuery request, CancellationToken cancellationToken) =>
        Task.FromResult(agents.Agents);
}

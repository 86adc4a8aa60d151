using MediatR;
using Reasoning.Application.Agents.GetAgents;

namespace Reasoning.Api.Endpoints;

/// <summary><c>GET /agents</c>.</summary>
internal static class AgentsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/agents", GetAsync);

    private static async Task<IResult> GetAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        var agents = await mediator.Send(new GetAgentsQuery(), cancellationToken);
        var body = new AgentsBody([.. agents.Select(agent => new AgentBody(
            agent.Name,
            agent.Description,
            agent.Name == ChatSocketEndpoint.DefaultAgent,
            agent.Streaming,
            agent.Recovery.ToString().ToLowerInvariant(),
            [.. agent.Tools.Select(tool => new ToolBody(tool.Name, tool.Description))]))]);
        return Results.Json(body, HttpJson.Context.AgentsBody);
    }
}

internal sealed record AgentsBody(IReadOnlyList<AgentBody> Agents);

internal sealed record AgentBody(
    string Name, string Description, bool Default, bool Streaming, string Recovery, IReadOnlyList<ToolBody> Tools);

internal sealed record ToolBody(string Name, string Description);

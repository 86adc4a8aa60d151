using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using MediatR;
using Reasoning.Api.Description;
using Reasoning.Application.Agents;
using Reasoning.Application.Agents.GetAgents;

namespace Reasoning.Api.Endpoints;

/// <summary><c>GET /agents</c>.</summary>
internal static class AgentsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/agents", GetAsync)
        .Describe("listAgents", ApiTag.Agents, "Lists the agents", "Who can be asked, and what they can do.")
        .Answers(StatusCodes.Status200OK, "The agents.", json => json.AgentsBody, ("agents", Examples.Agents));

    private static async Task<IResult> GetAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        var agents = await mediator.Send(new GetAgentsQuery(), cancellationToken);
        var body = new AgentsBody([.. agents.Select(agent => new AgentBody(
            agent.Name,
            agent.Description,
            agent.Name == ChatSocketEndpoint.DefaultAgent,
            agent.Streaming,
            agent.Recovery.ToString().ToLowerInvariant(),
            [.. agent.Tools.Select(tool => new ToolBody(tool.Name, tool.Description, EffectOf(tool)))],
            agent.Unavailable))]);
        return Results.Json(body, HttpJson.Context.AgentsBody);
    }

    private static string EffectOf(ToolDescriptor tool) => tool.Effect switch
    {
        ToolEffect.ReadOnly => "read_only",
        ToolEffect.Idempotent => "idempotent",
        ToolEffect.ChangesThings => "changes_things",
        _ => throw new UnreachableException(),
    };
}

internal sealed record AgentsBody(
    [property: Description("By name.")] IReadOnlyList<AgentBody> Agents);

internal sealed record AgentBody(
    [property: Description("What to ask for it by.")] string Name,
    [property: Description("What it does.")] string Description,
    [property: Description("Whether it answers when a message names nobody.")] bool Default,
    [property: Description("Whether its steps come as they happen; else all at its end.")] bool Streaming,
    [property: Description("What becomes of its runs when the server goes away: they go on, begin anew or fail."), AllowedValues("continue", "restart", "fail")] string Recovery,
    [property: Description("What it can use.")] IReadOnlyList<ToolBody> Tools,
    [property: Description("Why it cannot be asked as the server is configured; missing when it can.")] string? Unavailable = null);

internal sealed record ToolBody(
    [property: Description("The tool.")] string Name,
    [property: Description("What it does.")] string Description,
    [property: Description("What a call may do: it changes nothing, twice is as once, or it changes things each time."), AllowedValues("read_only", "idempotent", "changes_things")] string Effect);

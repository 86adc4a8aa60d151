using Reasoning.Infrastructure.Hosting;

namespace Reasoning.Api.Endpoints;

/// <summary>For an orchestrator: whether to restart this server, and whether to send it clients.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Answer("live", StatusCodes.Status200OK));
        routes.MapGet("/health/ready", (ServerState state) => state.IsDraining
            ? Answer("draining", StatusCodes.Status503ServiceUnavailable)
            : Answer("ready", StatusCodes.Status200OK));
    }

    private static IResult Answer(string status, int code) =>
        Results.Json(new HealthBody(status), HttpJson.Context.HealthBody, statusCode: code);
}

internal sealed record HealthBody(string Status);

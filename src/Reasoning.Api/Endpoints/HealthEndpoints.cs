using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Reasoning.Api.Description;
using Reasoning.Infrastructure.Hosting;

namespace Reasoning.Api.Endpoints;

/// <summary>For an orchestrator: whether to restart this server, and whether to send it clients.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Answer("live", StatusCodes.Status200OK))
            .Describe("getLiveness", ApiTag.Health, "Tells whether the server lives", "For an orchestrator: whether to restart it.")
            .Answers(StatusCodes.Status200OK, "It lives.", json => json.HealthBody, ("live", new HealthBody("live")));
        routes.MapGet("/health/ready", (ServerState state) => state.IsDraining
                ? Answer("draining", StatusCodes.Status503ServiceUnavailable)
                : Answer("ready", StatusCodes.Status200OK))
            .Describe("getReadiness", ApiTag.Health, "Tells whether the server serves", "For an orchestrator: whether to send it clients.")
            .Answers(StatusCodes.Status200OK, "It serves.", json => json.HealthBody, ("ready", new HealthBody("ready")))
            .Answers(StatusCodes.Status503ServiceUnavailable, "It shuts down.", json => json.HealthBody, ("draining", new HealthBody("draining")));
    }

    private static IResult Answer(string status, int code) =>
        Results.Json(new HealthBody(status), HttpJson.Context.HealthBody, statusCode: code);
}

internal sealed record HealthBody(
    [property: Description("`draining` while the server shuts down."), AllowedValues("live", "ready", "draining")] string Status);

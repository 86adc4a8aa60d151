using MediatR;
using Reasoning.Api.Problems;
using Reasoning.Application.Runs.GetRun;

namespace Reasoning.Api.Endpoints.Sessions;

/// <summary><c>GET /sessions/{session_id}/runs/{run_id}</c>: a run and its answer.</summary>
internal static class RunEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/sessions/{session_id}/runs/{run_id}", GetAsync).AddEndpointFilter<RefusalFilter>();

    private static async Task<IResult> GetAsync(string run_id, HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var details = await mediator.Send(new GetRunQuery(request.Session(), run_id), cancellationToken);
        return Results.Json(RunDetailsBody.Of(details), HttpJson.Context.RunDetailsBody);
    }
}

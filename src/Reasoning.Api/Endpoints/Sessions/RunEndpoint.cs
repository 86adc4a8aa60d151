using MediatR;
using Reasoning.Api.Description;
using Reasoning.Api.Problems;
using Reasoning.Application.Runs.GetRun;

namespace Reasoning.Api.Endpoints.Sessions;

/// <summary><c>GET /sessions/{session_id}/runs/{run_id}</c>: a run and its answer.</summary>
internal static class RunEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/sessions/{session_id}/runs/{run_id}", GetAsync).AddEndpointFilter(new RefusalFilter())
            .Describe("getRun", ApiTag.Sessions, "Gets a run", "What was asked, how it stands and, once it has ended, what it came to.")
            .OfSession()
            .PathPart("run_id", "The run.", OpenApiValue.Text(), Examples.RunId)
            .Answers(
                StatusCodes.Status200OK, "The run.", json => json.RunDetailsBody,
                ("running", Examples.RunningRun), ("completed", Examples.CompletedRun), ("failed", Examples.FailedRun))
            .Refuses(SessionRefusals.RunNotFound);

    private static async Task<IResult> GetAsync(string run_id, HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var details = await mediator.Send(new GetRunQuery(request.Session(), run_id), cancellationToken);
        return Results.Json(RunDetailsBody.Of(details), HttpJson.Context.RunDetailsBody);
    }
}

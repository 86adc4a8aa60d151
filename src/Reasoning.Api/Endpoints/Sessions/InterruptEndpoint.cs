using MediatR;
using Reasoning.Api.Problems;
using Reasoning.Api.Security;
using Reasoning.Application.Runs.InterruptRuns;
using Reasoning.Application.Sessions.GetSession;

namespace Reasoning.Api.Endpoints.Sessions;

/// <summary><c>POST /sessions/{session_id}/interrupt</c>: stops one run, or all.</summary>
internal static class InterruptEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/sessions/{session_id}/interrupt", InterruptAsync)
        .AddEndpointFilter<OriginFilter>()
        .AddEndpointFilter<RefusalFilter>();

    private static async Task<IResult> InterruptAsync(HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var session = request.Session();
        var body = await RequestBody.ReadJsonAsync(request, HttpJson.Context.InterruptBody, new InterruptBody(null), cancellationToken);

        // A session that is only connected to has nothing to stop; over HTTP it is not there yet.
        await mediator.Send(new GetSessionQuery(session), cancellationToken);
        var stopped = await mediator.Send(new InterruptRunsCommand(session, body.RunId, Client: null), cancellationToken);
        return Results.Json(new InterruptedBody([.. stopped.Select(run => run.ToString())]), HttpJson.Context.InterruptedBody);
    }
}

internal sealed record InterruptBody(string? RunId);

internal sealed record InterruptedBody(IReadOnlyList<string> RunIds);

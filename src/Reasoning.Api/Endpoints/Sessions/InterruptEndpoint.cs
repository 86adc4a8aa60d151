using System.ComponentModel;
using MediatR;
using Reasoning.Api.Description;
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
        .AddEndpointFilter(new OriginFilter())
        .AddEndpointFilter(new RefusalFilter())
        .Describe("interruptRuns", ApiTag.Messages, "Stops runs", "One run, or all of the session. Answered once the stop is stored: these runs can no longer complete.")
        .OfSession()
        .Takes(isRequired: false, "Which run; without a body, all.", json => json.InterruptBody, ("all", new InterruptBody(null)), ("one", new InterruptBody(Examples.RunId)))
        .Answers(StatusCodes.Status200OK, "They are stopped.", json => json.InterruptedBody, ("stopped", new InterruptedBody([Examples.RunId])), ("nothing", new InterruptedBody([])))
        .Refuses(SessionRefusals.RunNotFound, SessionRefusals.ShuttingDown, Refusals.OriginNotAllowed, Refusals.TooLarge(RequestBody.MaxBytes));

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

internal sealed record InterruptBody(
    [property: Description("The run to stop; without it, every run of the session.")] string? RunId);

internal sealed record InterruptedBody(
    [property: Description("The runs that this request stopped; may be empty.")] IReadOnlyList<string> RunIds);

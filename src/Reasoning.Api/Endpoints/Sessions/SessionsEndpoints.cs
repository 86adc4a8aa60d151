using MediatR;
using Reasoning.Api.Description;
using Reasoning.Api.Problems;
using Reasoning.Api.Security;
using Reasoning.Application.Sessions.DeleteSession;
using Reasoning.Application.Sessions.GetSession;
using Reasoning.Application.Sessions.ListSessions;
using Reasoning.Application.Sessions.RenameSession;
using Reasoning.Domain.Sessions;

namespace Reasoning.Api.Endpoints.Sessions;

/// <summary><c>/sessions</c>: which there are, what each is, what it is called, and its end.</summary>
internal static class SessionsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var sessions = routes.MapGroup("/sessions").AddEndpointFilter(new RefusalFilter());
        sessions.MapGet("", ListAsync)
            .Describe(
                "listSessions", ApiTag.Sessions, "Lists the sessions",
                "The one with the newest activity first. One that becomes active meanwhile moves to the front: whoever reads page by page may miss it there, but sees no other twice.")
            .Query("limit", "How many at most.", OpenApiValue.Count(1, ListSessionsQuery.MaxLimit, ListSessionsQuery.DefaultLimit))
            .Query("q", "Only those with this text in their title, in any case.", OpenApiValue.Text(SessionTitle.MaxLength), "resume")
            .Query("cursor", "The `next_cursor` of the page before.", OpenApiValue.Text())
            .Answers(StatusCodes.Status200OK, "A page of sessions.", json => json.SessionListBody, ("sessions", Examples.SessionList))
            .Refuses(SessionRefusals.Invalid("limit", $"A limit is 1 to {ListSessionsQuery.MaxLimit}."), SessionRefusals.Unavailable);
        sessions.MapGet("/{session_id}", GetAsync)
            .Describe("getSession", ApiTag.Sessions, "Gets a session", "The session and its newest 100 runs. It is there from its first accepted message on.")
            .OfSession()
            .Answers(StatusCodes.Status200OK, "The session.", json => json.SessionBody, ("session", Examples.SessionWithRuns));
        sessions.MapPatch("/{session_id}", RenameAsync).AddEndpointFilter(new OriginFilter())
            .Describe("renameSession", ApiTag.Sessions, "Gives a session a title", "What people call it.")
            .OfSession()
            .Takes(isRequired: true, "The title.", json => json.RenameBody, ("title", new RenameBody("Coming back")))
            .Answers(StatusCodes.Status200OK, "The session with its title.", json => json.SessionBody, ("session", Examples.Session with { Title = "Coming back" }))
            .Refuses(
                SessionRefusals.Invalid("title", $"A title is one line of 1 to {SessionTitle.MaxLength} characters."),
                Refusals.OriginNotAllowed,
                Refusals.TooLarge(RequestBody.MaxBytes));
        sessions.MapDelete("/{session_id}", DeleteAsync).AddEndpointFilter(new OriginFilter())
            .Describe(
                "deleteSession", ApiTag.Sessions, "Deletes a session",
                "Stops its runs and deletes its events, runs, answers and title; its sockets are closed with 4504. What remains is the name with a fresh `epoch`.")
            .OfSession()
            .Answers(StatusCodes.Status204NoContent, "Nothing of it can be read any more.")
            .Refuses(Refusals.OriginNotAllowed, SessionRefusals.Unavailable);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var query = new ListSessionsQuery(
            TenantId.Default, request.Text("q"), request.Text("cursor"), request.Count("limit", ListSessionsQuery.DefaultLimit));
        var list = await mediator.Send(query, cancellationToken);
        return Results.Json(
            new SessionListBody([.. list.Sessions.Select(SessionBody.Of)], list.NextCursor), HttpJson.Context.SessionListBody);
    }

    private static async Task<IResult> GetAsync(HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var details = await mediator.Send(new GetSessionQuery(request.Session()), cancellationToken);
        return Results.Json(SessionBody.Of(details), HttpJson.Context.SessionBody);
    }

    private static async Task<IResult> RenameAsync(HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var session = request.Session();
        var body = await RequestBody.ReadJsonAsync(request, HttpJson.Context.RenameBody, new RenameBody(null), cancellationToken);
        var renamed = await mediator.Send(new RenameSessionCommand(session, body.Title), cancellationToken);
        return Results.Json(SessionBody.Of(renamed), HttpJson.Context.SessionBody);
    }

    private static async Task<IResult> DeleteAsync(HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        await mediator.Send(new DeleteSessionCommand(request.Session()), cancellationToken);
        return Results.NoContent();
    }
}

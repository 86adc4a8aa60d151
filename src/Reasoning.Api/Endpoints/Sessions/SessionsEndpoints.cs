using MediatR;
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
        var sessions = routes.MapGroup("/sessions").AddEndpointFilter<RefusalFilter>();
        sessions.MapGet("", ListAsync);
        sessions.MapGet("/{session_id}", GetAsync);
        sessions.MapPatch("/{session_id}", RenameAsync).AddEndpointFilter<OriginFilter>();
        sessions.MapDelete("/{session_id}", DeleteAsync).AddEndpointFilter<OriginFilter>();
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

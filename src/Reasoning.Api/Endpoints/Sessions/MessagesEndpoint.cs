using MediatR;
using Reasoning.Api.Problems;
using Reasoning.Api.Security;
using Reasoning.Application.Chat.SendChat;
using Reasoning.Application.Runs.AwaitRun;
using Reasoning.Application.Runs.GetRun;

namespace Reasoning.Api.Endpoints.Sessions;

/// <summary><c>POST /sessions/{session_id}/messages</c>: a chat without a socket.</summary>
internal static class MessagesEndpoint
{
    private const string PreferenceApplied = "Preference-Applied";

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/sessions/{session_id}/messages", SendAsync)
        .AddEndpointFilter<OriginFilter>()
        .AddEndpointFilter<RefusalFilter>();

    private static async Task<IResult> SendAsync(HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var (request, session) = (context.Request, context.Request.Session());
        var body = await RequestBody.ReadJsonAsync(request, HttpJson.Context.MessageBody, new MessageBody(null, null, null), cancellationToken);
        var command = new SendChatCommand(
            session,
            body.Message,
            body.AgentName ?? ChatSocketEndpoint.DefaultAgent,
            body.EnableReasoning ?? true,
            request.Headers.TryGetValue("Idempotency-Key", out var key) ? key.ToString() : null,
            Asker: null);
        var started = await mediator.Send(command, cancellationToken);
        var run = started.Run.ToString();

        context.Response.Headers.Location = $"{request.PathBase}/sessions/{session.Id}/runs/{run}";
        if (WaitPreference.Read(request) is { } wait)
        {
            await mediator.Send(new AwaitRunQuery(session, started.Run, wait), cancellationToken);
            var details = await mediator.Send(new GetRunQuery(session, run), cancellationToken);
            if (details.Run.End is not null)
            {
                context.Response.Headers[PreferenceApplied] = WaitPreference.Applied(wait);
                return Results.Json(RunDetailsBody.Of(details), HttpJson.Context.RunDetailsBody);
            }
        }

        return Results.Json(
            new StartedRunBody(run, started.Duplicate), HttpJson.Context.StartedRunBody, statusCode: StatusCodes.Status202Accepted);
    }
}

internal sealed record MessageBody(string? Message, string? AgentName, bool? EnableReasoning);

internal sealed record StartedRunBody(string RunId, bool Duplicate);

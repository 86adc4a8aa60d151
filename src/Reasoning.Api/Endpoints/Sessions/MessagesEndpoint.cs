using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using MediatR;
using Reasoning.Api.Description;
using Reasoning.Api.Problems;
using Reasoning.Api.Security;
using Reasoning.Application.Chat.SendChat;
using Reasoning.Application.Runs.AwaitRun;
using Reasoning.Application.Runs.GetRun;
using Reasoning.Application.Sessions;
using Reasoning.Infrastructure.Connections;

namespace Reasoning.Api.Endpoints.Sessions;

/// <summary><c>POST /sessions/{session_id}/messages</c>: a chat without a socket.</summary>
internal static class MessagesEndpoint
{
    private const string PreferenceApplied = "Preference-Applied";

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/sessions/{session_id}/messages", SendAsync)
        .AddEndpointFilter(new OriginFilter())
        .AddEndpointFilter(new RefusalFilter())
        .Describe(
            "sendMessage", ApiTag.Messages, "Asks an agent",
            "As `chat` does on the socket. Answered once the message is stored, and its run will be finished; or, on wish, with the finished answer.")
        .OfSession(isCreated: true)
        .Header("Idempotency-Key", "Names this message, so that it can be sent again: the same key with the same message within 24 hours starts nothing.", OpenApiValue.Text(SendChatCommand.MaxKeyLength), "order-66")
        .Header("Prefer", $"`wait=SECONDS` (RFC 7240): wait for the run's end, up to {AwaitRunQuery.MaxLimit.TotalSeconds:0} seconds.", OpenApiValue.Text(), "wait=10")
        .Takes(isRequired: true, "The message.", json => json.MessageBody, ("plain", new MessageBody("How does a client resume?", null, null)), ("full", new MessageBody("Sum this up: …", "summarizer", false)))
        .Answers(StatusCodes.Status200OK, "The run has ended within the time of `Prefer`.", json => json.RunDetailsBody, ("completed", Examples.CompletedRun))
        .AnswersHeader(StatusCodes.Status200OK, "Location", "The address of the run.", OpenApiValue.Text())
        .AnswersHeader(StatusCodes.Status200OK, PreferenceApplied, "The wish that was granted.", OpenApiValue.Text())
        .Answers(StatusCodes.Status202Accepted, "It is stored; the run goes on.", json => json.StartedRunBody, ("new", new StartedRunBody(Examples.RunId, false)), ("again", new StartedRunBody(Examples.RunId, true)))
        .AnswersHeader(StatusCodes.Status202Accepted, "Location", "The address of the run.", OpenApiValue.Text())
        .Refuses(
            SessionRefusals.Invalid("message", "A message with text is required."),
            SessionRefusals.AgentNotFound,
            SessionRefusals.Conflict,
            SessionRefusals.TooManyRuns,
            SessionRefusals.Busy,
            SessionRefusals.ShuttingDown,
            Refusals.OriginNotAllowed,
            Refusals.TooLarge(RequestBody.MaxBytes));

    private static async Task<IResult> SendAsync(
        HttpContext context, IMediator mediator, IConnectionAdmission admission, CancellationToken cancellationToken)
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
        if (WaitPreference.Read(request) is { } wait &&
            await AwaitAsync(new AwaitRunQuery(session, started.Run, wait), mediator, admission, cancellationToken) is { } details)
        {
            context.Response.Headers[PreferenceApplied] = WaitPreference.Applied(wait);
            return Results.Json(RunDetailsBody.Of(details), HttpJson.Context.RunDetailsBody);
        }

        return Results.Json(
            new StartedRunBody(run, started.Duplicate), HttpJson.Context.StartedRunBody, statusCode: StatusCodes.Status202Accepted);
    }

    /// <summary>Who waits counts as a connection. It is a wish: where there is no place for it, it is not granted.</summary>
    /// <returns><see langword="null"/> when the run has not ended in time.</returns>
    private static async Task<RunDetails?> AwaitAsync(
        AwaitRunQuery query, IMediator mediator, IConnectionAdmission admission, CancellationToken cancellationToken)
    {
        if (!admission.TryAdmit())
            return null;
        try
        {
            await mediator.Send(query, cancellationToken);
            var details = await mediator.Send(new GetRunQuery(query.Session, query.Run.ToString()), cancellationToken);
            return details.Run.End is null ? null : details;
        }
        catch (StoreUnavailableException)
        {
            // It is accepted all the same: whoever were told "unavailable" would ask again.
            return null;
        }
        finally
        {
            admission.Leave();
        }
    }
}

internal sealed record MessageBody(
    [property: Description("What is asked; not blank."), Required, Length(1, SendChatCommand.MaxMessageLength)] string? Message,
    [property: Description("Who answers."), DefaultValue(ChatSocketEndpoint.DefaultAgent)] string? AgentName,
    [property: Description("Whether the steps are shown to those who follow the session, or only the whole answer."), DefaultValue(true)] bool? EnableReasoning);

internal sealed record StartedRunBody(
    [property: Description("The run that answers; its address is in `Location`.")] string RunId,
    [property: Description("An earlier message with the same key had started it; this one started nothing.")] bool Duplicate);

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using MediatR;
using Reasoning.Api.Description;
using Reasoning.Api.Problems;
using Reasoning.Api.Security;
using Reasoning.Application.Connections.Broadcast;
using Reasoning.Application.Connections.GetConnections;

namespace Reasoning.Api.Endpoints;

/// <summary><c>GET /connections</c> and <c>POST /broadcast</c>, also under the prefix that older clients use.</summary>
internal static class ConnectionsEndpoints
{
    private const int MaxDepth = 64;

    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "", "", "");
        Map(routes, "/ws", "Legacy", " The same under the prefix that older clients use.");
    }

    private static void Map(IEndpointRouteBuilder routes, string prefix, string suffix, string note)
    {
        routes.MapGet(prefix + "/connections", GetConnectionsAsync)
            .Describe("getConnections" + suffix, ApiTag.Connections, "Tells who is connected", "How many sockets are open, and on which sessions." + note)
            .Answers(StatusCodes.Status200OK, "The connections at this moment.", json => json.ConnectionsBody, ("connections", Examples.Connections))
            .Deprecate(prefix.Length > 0);
        routes.MapPost(prefix + "/broadcast", BroadcastAsync).AddEndpointFilter(new OriginFilter()).AddEndpointFilter(new RefusalFilter())
            .Describe("broadcast" + suffix, ApiTag.Connections, "Tells everybody", "Sends an object as it is to every connection. One whose client reads too slowly to take it is left out." + note)
            .TakesObject($"Any JSON object, up to {RequestBody.MaxBytes} bytes.", Examples.Notice)
            .Answers(StatusCodes.Status200OK, "It was sent.", json => json.BroadcastBody, ("sent", Examples.Broadcast))
            .Refuses(Refusals.Invalid("The body must be a JSON object."), Refusals.OriginNotAllowed, Refusals.TooLarge(RequestBody.MaxBytes))
            .Deprecate(prefix.Length > 0);
    }

    private static async Task<IResult> GetConnectionsAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        var overview = await mediator.Send(new GetConnectionsQuery(), cancellationToken);
        var body = new ConnectionsBody(overview.ActiveConnections, overview.SessionIds, UnixTime.Of(overview.Timestamp));
        return Results.Json(body, HttpJson.Context.ConnectionsBody);
    }

    private static async Task BroadcastAsync(HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var message = await ReadAsync(context.Request, cancellationToken);
        var sentTo = await mediator.Send(new BroadcastCommand(message), cancellationToken);
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteBoolean("success", true);
        writer.WriteNumber("sent_to", sentTo);
        writer.WritePropertyName("message");

        // As it is: not every valid JSON text can be read and written again (half of a surrogate pair, escaped).
        writer.WriteRawValue(message.Span, skipInputValidation: true);
        writer.WriteEndObject();
        await writer.FlushAsync(cancellationToken);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // A text frame that is no UTF-8 makes every client close its connection, and the JSON parser does not look.
        var message = await RequestBody.ReadAsync(request, cancellationToken);
        if (!Utf8.IsValid(message.Span))
            throw new ProblemException(Refusals.Invalid("The body is not valid UTF-8."));

        try
        {
            using var document = JsonDocument.Parse(message, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? message
                : throw new ProblemException(Refusals.Invalid("The body must be a JSON object."));
        }
        catch (JsonException)
        {
            throw new ProblemException(Refusals.Invalid("The body is not valid JSON, or nested too deeply."));
        }
    }
}

internal sealed record ConnectionsBody(
    [property: Description("How many sockets are open."), Range(0, int.MaxValue)] int ActiveConnections,
    [property: Description("The sessions that they are on, each once, sorted by ordinal.")] IReadOnlyList<string> SessionIds,
    [property: Description("The server's time.")] decimal Timestamp);

// For the document: the endpoint writes by hand, because the message goes back as it came.

/// <summary>A message that was sent to everybody.</summary>
internal sealed record BroadcastBody(
    [property: Description("Always true; what fails is answered with a problem.")] bool Success,
    [property: Description("How many connections it was sent to."), Range(0, int.MaxValue)] int SentTo,
    [property: Description("The message as it came.")] JsonObject Message);

using System.Text.Json;
using System.Text.Unicode;
using MediatR;
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
        foreach (var prefix in new[] { "", "/ws" })
        {
            routes.MapGet(prefix + "/connections", GetConnectionsAsync);
            routes.MapPost(prefix + "/broadcast", BroadcastAsync).AddEndpointFilter<OriginFilter>().AddEndpointFilter<RefusalFilter>();
        }
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

internal sealed record ConnectionsBody(int ActiveConnections, IReadOnlyList<string> SessionIds, decimal Timestamp);

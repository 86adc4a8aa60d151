using System.Text.Json;
using MediatR;
using Reasoning.Api.Description;
using Reasoning.Api.Problems;
using Reasoning.Application.Sessions.ReadEvents;

namespace Reasoning.Api.Endpoints.Sessions;

/// <summary><c>GET /sessions/{session_id}/events</c>: a page of the log, or a stream of it for whoever asks for one.</summary>
internal static class SessionEventsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/sessions/{session_id}/events", GetAsync).AddEndpointFilter(new RefusalFilter()).DescribeEvents();

    private static Task GetAsync(HttpContext context, EventStreamEndpoint stream, IMediator mediator, CancellationToken cancellationToken)
    {
        context.Response.Headers.Vary = "Accept";
        return EventStreamEndpoint.IsWanted(context.Request)
            ? stream.HandleAsync(context)
            : GetPageAsync(context, mediator, cancellationToken);
    }

    private static async Task GetPageAsync(HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var query = new ReadEventsQuery(
            request.Session(), request.Position("after") ?? 0, request.Count("limit", ReadEventsQuery.DefaultLimit));
        var excerpt = await mediator.Send(query, cancellationToken);

        context.Response.ContentType = "application/json; charset=utf-8";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("epoch", excerpt.Log.Epoch.Value);
        writer.WriteNumber("oldest_seq", excerpt.Log.OldestSeq);
        writer.WriteNumber("last_seq", excerpt.Log.LastSeq);
        writer.WriteStartArray("events");
        if (excerpt.Events is { } events)
        {
            // As they are stored, and as every other reader gets them.
            for (var seq = events.FirstSeq; seq <= events.LastSeq; seq++)
                writer.WriteRawValue(events.Frame(seq).Span, skipInputValidation: true);
            events.Release();
        }

        writer.WriteEndArray();
        writer.WriteNumber("next_after", excerpt.NextAfter);
        writer.WriteBoolean("has_more", excerpt.HasMore);
        writer.WriteEndObject();
        await writer.FlushAsync(cancellationToken);
    }
}

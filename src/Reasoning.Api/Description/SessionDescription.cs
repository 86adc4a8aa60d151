using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Reasoning.Api.Endpoints;
using Reasoning.Api.Problems;
using Reasoning.Application.Sessions.ReadEvents;
using Reasoning.Domain.Sessions;

namespace Reasoning.Api.Description;

/// <summary>What several routes of sessions have in common, and those that take more than one form.</summary>
internal static class SessionDescription
{
    private const string EventStream = "text/event-stream";

    extension(RouteHandlerBuilder route)
    {
        /// <param name="isCreated">Whether a session that is not there comes into being.</param>
        public RouteHandlerBuilder OfSession(bool isCreated = false)
        {
            route
                .PathPart("session_id", "The session's name.", OpenApiValue.Matching($"^[A-Za-z0-9._~-]{{1,{SessionId.MaxLength}}}$"), Examples.SessionId)
                .Refuses(Refusals.InvalidSessionId, SessionRefusals.Unavailable);
            return isCreated ? route : route.Refuses(SessionRefusals.SessionNotFound);
        }

        public RouteHandlerBuilder DescribeEvents() => route
            .Describe(
                "getEvents", ApiTag.Sessions, "Reads or follows the log",
                $"In JSON, a page of the log: at most 1 MiB of events, but always one. What the log no longer holds is skipped.\n\n" +
                "With `Accept: text/event-stream`, the log as server-sent events, from where the client was and then live: `id` is `epoch:seq`, " +
                "`event` the type and `data` the frame. The first is `connected`; after a replay comes `caught_up`, without `id`. " +
                "A comment every 15 seconds is the heartbeat; a last `close` says why the server ends the stream. A session that is not there has an empty one.")
            .OfSession()
            .Query("after", "The events with a greater `seq`.", OpenApiValue.Count(0, missing: 0))
            .Query("limit", "In JSON: how many at most.", OpenApiValue.Count(1, ReadEventsQuery.MaxLimit, ReadEventsQuery.DefaultLimit))
            .Query("epoch", "As a stream: the epoch that `after` belongs to; without it, the current one.", OpenApiValue.Text(), Examples.Epoch)
            .Query("deltas", "As a stream: whether to send `reasoning_delta` too, without `id`.", OpenApiValue.OneOf("true", "false"))
            .Header("Last-Event-ID", "As a stream: the `id` of the last event that the client has; stronger than `after` and `epoch`.", OpenApiValue.Text(), $"{Examples.Epoch}:2")
            .Answers(StatusCodes.Status200OK, "The events.", json => json.EventsPageBody, ("page", Examples.EventsPage))
            .Transform((operation, document) =>
            {
                var content = operation.Responses!["200"].Content!;
                content[EventStream] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                    Examples = OperationDescription.Examples([("stream", (JsonNode)Examples.EventStream)]),
                };
            })
            .Refuses(
                SessionRefusals.Invalid("limit", $"A limit is 1 to {ReadEventsQuery.MaxLimit}."),
                Refusals.OriginNotAllowed,
                Refusals.ShuttingDown,
                Refusals.TooManyConnections);

        public RouteHandlerBuilder DescribeSocket() => route
            .Describe(
                "connect", ApiTag.Sessions, "Opens the WebSocket",
                "Chat with agents and see each step as it happens. What is said on the socket is in `/asyncapi.json`. Whatever can be refused is refused before the upgrade.")
            .PathPart("session_id", "The session's name.", OpenApiValue.Matching($"^[A-Za-z0-9._~-]{{1,{SessionId.MaxLength}}}$"), Examples.SessionId)
            .Query("agent_name", "Who answers when a message names nobody.", OpenApiValue.Text(), ChatSocketEndpoint.DefaultAgent)
            .Query("after", "Resume: replay the events with a greater `seq`, then go on live.", OpenApiValue.Count(0), 5)
            .Query("epoch", "The epoch that `after` belongs to, from `connected`; without it, the current one.", OpenApiValue.Text(), Examples.Epoch)
            .Query("deltas", "Whether to send `reasoning_delta` too.", OpenApiValue.OneOf("true", "false"))
            .Header("Sec-WebSocket-Protocol", "Echoed when offered; never required.", OpenApiValue.OneOf(WebSocketHandshake.SubProtocol), WebSocketHandshake.SubProtocol)
            .Answers(StatusCodes.Status101SwitchingProtocols, "The socket is open.")
            .Refuses(
                Refusals.UpgradeRequired,
                Refusals.InvalidSessionId,
                Refusals.OriginNotAllowed,
                SessionRefusals.AgentNotFound,
                Refusals.ShuttingDown,
                Refusals.TooManyConnections);
    }
}

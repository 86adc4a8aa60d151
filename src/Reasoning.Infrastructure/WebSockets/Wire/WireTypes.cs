using System.Collections.Frozen;
using System.Text.Json;
using Reasoning.Application.Chat.SendChat;
using Reasoning.Application.Connections.Ping;
using Reasoning.Application.Connections.Pong;
using Reasoning.Application.Runs.InterruptRuns;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;

namespace Reasoning.Infrastructure.WebSockets.Wire;

/// <summary>Which command each message type is.</summary>
internal static class WireTypes
{
    public static FrozenDictionary<string, WireType> All { get; } = new Dictionary<string, WireType>
    {
        ["chat"] = WireType.For<SendChatCommand, StartedRun>(Chat),
        ["ping"] = WireType.For(Ping),
        ["pong"] = WireType.For(Pong),
        ["interrupt"] = WireType.For<InterruptRunsCommand, IReadOnlyList<RunId>>(Interrupt),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static SendChatCommand Chat(WireRequest request)
    {
        var payload = request.Payload(WireJson.Context.ChatPayload, new ChatPayload(null, null, null, null));
        var asker = request.Id is null && payload.IdempotencyKey is null ? null : new Asker(request.Connection, request.Id);
        return new SendChatCommand(
            request.Session,
            payload.Message,
            payload.AgentName ?? request.DefaultAgent,
            payload.EnableReasoning ?? true,
            payload.IdempotencyKey,
            asker);
    }

    private static PingCommand Ping(WireRequest request)
    {
        // Some old clients put the timestamp beside "type".
        var payload = request.Payload(WireJson.Context.PingPayload, new PingPayload(null));
        return new PingCommand(request.Client, Number(payload.Timestamp) ?? Number(request.Root.Member("timestamp")));
    }

    private static PongCommand Pong(WireRequest request)
    {
        // Nothing in it matters, but it has to be what a message may be.
        request.Payload();
        return new PongCommand(request.Client);
    }

    private static InterruptRunsCommand Interrupt(WireRequest request)
    {
        var payload = request.Payload(WireJson.Context.InterruptPayload, new InterruptPayload(null));
        return new InterruptRunsCommand(request.Session, payload.RunId, request.Client);
    }

    private static string? Number(JsonElement? element) => element?.ValueKind switch
    {
        null or JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.Number => element.Value.GetRawText(),
        _ => throw WireFormatException.InvalidMessage("\"timestamp\" must be a number."),
    };
}

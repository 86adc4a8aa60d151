using Reasoning.Infrastructure.WebSockets.Wire;

namespace Reasoning.Infrastructure.WebSockets.Description;

/// <summary>Every message that a client may send.</summary>
internal static class ClientMessageTypes
{
    public static IReadOnlyList<ClientMessageType> All { get; } =
    [
        new(
            "chat",
            WireJson.Context.ChatPayload,
            "Asks an agent. Starts a run: `reasoning_start`, its steps, one terminal event. With an `id` or an `idempotency_key` it is first answered by `accepted`.",
            ["accepted", "error"],
            [
                MessageExample.Of("plain", """{"type":"chat","payload":{"message":"How does a client resume?"}}"""),
                MessageExample.Of(
                    "full",
                    """{"type":"chat","id":"m1","payload":{"message":"Sum this up: …","agent_name":"summarizer","enable_reasoning":false,"idempotency_key":"order-66"}}"""),
            ]),
        new(
            "ping",
            WireJson.Context.PingPayload,
            "Asks whether the server is there, and proves to it that the client is.",
            ["pong", "error"],
            [MessageExample.Of("plain", """{"type":"ping","id":"m2","payload":{"timestamp":1735948800.07}}""")])
        {
            HasLegacyTimestamp = true,
        },
        new(
            "pong",
            Payload: null,
            "Answers the server's `ping`. Anything else that a client sends does as well.",
            ["error"],
            [MessageExample.Of("plain", """{"type":"pong"}""")]),
        new(
            "interrupt",
            WireJson.Context.InterruptPayload,
            "Stops one run, or all of the session.",
            ["interrupted", "error"],
            [
                MessageExample.Of("every run", """{"type":"interrupt"}"""),
                MessageExample.Of("one run", """{"type":"interrupt","id":"m3","payload":{"run_id":"0198f3c27a10700080000123456789ab"}}"""),
            ]),
    ];
}

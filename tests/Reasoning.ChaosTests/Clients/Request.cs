using System.Text.Json;

namespace Reasoning.ChaosTests.Clients;

/// <summary>A message to the server that gets exactly one answer.</summary>
internal abstract record Request
{
    private protected Request()
    {
    }

    public abstract byte[] ToJson(string id);

    /// <param name="Forged">The same key with another text, which the server has to refuse.</param>
    public sealed record Ask(Chat Chat, bool Forged = false) : Request
    {
        public override byte[] ToJson(string id) => Json("chat", id, new
        {
            message = Forged ? "steps=1 delay=1 size=1" : Chat.Message,
            agent_name = Chat.Agent,
            enable_reasoning = Chat.EnableReasoning,
            idempotency_key = Chat.Key,
        });
    }

    /// <param name="Run">All runs when <see langword="null"/>.</param>
    public sealed record Interrupt(string? Run) : Request
    {
        public override byte[] ToJson(string id) => Json("interrupt", id, new { run_id = Run });
    }

    public sealed record Ping(long Timestamp) : Request
    {
        public override byte[] ToJson(string id) => Json("ping", id, new { timestamp = Timestamp });
    }

    private static byte[] Json(string type, string id, object payload) => JsonSerializer.SerializeToUtf8Bytes(new { type, id, payload });
}

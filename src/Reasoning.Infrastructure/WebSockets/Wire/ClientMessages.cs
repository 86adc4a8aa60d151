using System.Text.Json;

namespace Reasoning.Infrastructure.WebSockets.Wire;

// What clients send. Every member may be missing; what must be there is the validators' business.

internal sealed record ChatPayload(string? Message, string? AgentName, bool? EnableReasoning, string? IdempotencyKey);

internal sealed record PingPayload(JsonElement? Timestamp);

internal sealed record InterruptPayload(string? RunId);

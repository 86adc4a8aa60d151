using System.Text.Json;

namespace Reasoning.Benchmarks.Baseline;

/// <param name="Pad">Makes an event as long as the product's, which also carries seq, run_id and step_id.</param>
internal sealed record ServerMessage<T>(string Type, string Pad, T Data);

internal sealed record Connected(string SessionId, string AgentName, string Message);

internal sealed record Start(string Agent, string Message, bool EnableReasoning);

internal sealed record Step(string Type, string Content, int Iteration, double Timestamp);

internal sealed record Delta(string StepId, string StepType, int Iteration, int Offset, string Content);

internal sealed record Complete(string Status, int Iterations, double DurationMs);

internal sealed record Pong(JsonElement Timestamp);

internal sealed record ClientMessage(string Type, ClientPayload? Payload);

internal sealed record ClientPayload(string? Message, bool? EnableReasoning, JsonElement Timestamp);

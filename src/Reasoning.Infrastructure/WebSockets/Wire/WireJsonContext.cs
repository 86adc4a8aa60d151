using System.Text.Json.Serialization;

namespace Reasoning.Infrastructure.WebSockets.Wire;

/// <summary>How messages become JSON and back; nothing else in the solution knows.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(RunIdConverter), typeof(StepIdConverter), typeof(UnixTimeConverter), typeof(RawNumberConverter)])]
[JsonSerializable(typeof(DirectMessage<ConnectedData>), TypeInfoPropertyName = "Connected")]
[JsonSerializable(typeof(DirectMessage<CaughtUpData>), TypeInfoPropertyName = "CaughtUp")]
[JsonSerializable(typeof(DirectMessage<CloseData>), TypeInfoPropertyName = "Close")]
[JsonSerializable(typeof(DirectMessage<ReasoningDeltaData>), TypeInfoPropertyName = "ReasoningDelta")]
[JsonSerializable(typeof(DirectMessage<PingData>), TypeInfoPropertyName = "Ping")]
[JsonSerializable(typeof(DirectMessage<PongData>), TypeInfoPropertyName = "Pong")]
[JsonSerializable(typeof(DirectMessage<AcceptedData>), TypeInfoPropertyName = "Accepted")]
[JsonSerializable(typeof(DirectMessage<InterruptedData>), TypeInfoPropertyName = "Interrupted")]
[JsonSerializable(typeof(DirectMessage<ErrorData>), TypeInfoPropertyName = "DirectError")]
[JsonSerializable(typeof(EventMessage<ReasoningStartData>), TypeInfoPropertyName = "ReasoningStart")]
[JsonSerializable(typeof(EventMessage<ReasoningStepData>), TypeInfoPropertyName = "ReasoningStep")]
[JsonSerializable(typeof(EventMessage<ResponseData>), TypeInfoPropertyName = "Response")]
[JsonSerializable(typeof(EventMessage<ReasoningCompleteData>), TypeInfoPropertyName = "ReasoningComplete")]
[JsonSerializable(typeof(EventMessage<ErrorData>), TypeInfoPropertyName = "RunError")]
[JsonSerializable(typeof(ChatPayload))]
[JsonSerializable(typeof(PingPayload))]
[JsonSerializable(typeof(InterruptPayload))]
internal sealed partial class WireJsonContext : JsonSerializerContext;

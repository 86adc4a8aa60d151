using System.Text.Json.Serialization;

namespace Reasoning.Benchmarks.Baseline;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ClientMessage))]
[JsonSerializable(typeof(ServerMessage<Connected>), TypeInfoPropertyName = "ConnectedMessage")]
[JsonSerializable(typeof(ServerMessage<Start>), TypeInfoPropertyName = "StartMessage")]
[JsonSerializable(typeof(ServerMessage<Step>), TypeInfoPropertyName = "StepMessage")]
[JsonSerializable(typeof(ServerMessage<Delta>), TypeInfoPropertyName = "DeltaMessage")]
[JsonSerializable(typeof(ServerMessage<Complete>), TypeInfoPropertyName = "CompleteMessage")]
[JsonSerializable(typeof(ServerMessage<Pong>), TypeInfoPropertyName = "PongMessage")]
internal sealed partial class BaselineJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace Reasoning.Infrastructure.Agents.Remote.Wire;

/// <summary>How a run and what comes of it look to remote agents. Other members than ours are ignored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

    // A step goes on into frames and a log, which have a limit of their own.
    MaxDepth = 32)]
[JsonSerializable(typeof(RemoteRequest))]
[JsonSerializable(typeof(RemoteStep))]
[JsonSerializable(typeof(RemoteDelta))]
[JsonSerializable(typeof(RemoteUsage))]
[JsonSerializable(typeof(RemoteEnd))]
[JsonSerializable(typeof(RemoteNote))]
internal sealed partial class RemoteJson : JsonSerializerContext;

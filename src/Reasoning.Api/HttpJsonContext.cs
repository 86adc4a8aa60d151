using System.Text.Json.Serialization;
using Reasoning.Api.Endpoints;
using Reasoning.Api.Endpoints.Knowledge;
using Reasoning.Api.Endpoints.Sessions;
using Reasoning.Api.Problems;

namespace Reasoning.Api;

/// <summary>The bodies of HTTP requests and answers.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ConnectionsBody))]
[JsonSerializable(typeof(AgentsBody))]
[JsonSerializable(typeof(BroadcastBody))]
[JsonSerializable(typeof(HealthBody))]
[JsonSerializable(typeof(EventsPageBody))]
[JsonSerializable(typeof(SessionListBody))]
[JsonSerializable(typeof(SessionBody))]
[JsonSerializable(typeof(RenameBody))]
[JsonSerializable(typeof(RunDetailsBody))]
[JsonSerializable(typeof(MessageBody))]
[JsonSerializable(typeof(StartedRunBody))]
[JsonSerializable(typeof(InterruptBody))]
[JsonSerializable(typeof(InterruptedBody))]
[JsonSerializable(typeof(KnowledgeBody))]
[JsonSerializable(typeof(SectionBody))]
internal sealed partial class HttpJsonContext : JsonSerializerContext;

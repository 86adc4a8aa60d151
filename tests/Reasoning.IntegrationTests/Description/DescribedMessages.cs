using System.Text.Json;
using Microsoft.Extensions.Options;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.WebSockets.Description;
using Reasoning.Infrastructure.WebSockets.Wire;

namespace Reasoning.IntegrationTests.Description;

/// <summary>The messages of the AsyncAPI document. Every client of these tests holds what it is sent against them.</summary>
internal static class DescribedMessages
{
    public const string Broadcast = "broadcast";

    /// <summary>The document, as a server with the default settings serves it.</summary>
    public static JsonElement Document { get; } = JsonElement.Parse(
        new ProtocolDescription(new EventEncoder(), new DirectEncoder(Options.Create(new ConnectionOptions()))).AsyncApi.Span);

    private static readonly SchemaCheck ServerCheck = new(Document, isClosed: true);
    private static readonly SchemaCheck ClientCheck = new(Document, isClosed: false);

    private static readonly Dictionary<string, JsonElement> Schemas = Document.GetProperty("components").GetProperty("messages")
        .EnumerateObject().ToDictionary(message => message.Name, message => message.Value.GetProperty("payload"));

    private static readonly ILookup<string, string> NamesByType = Schemas.Keys
        .Where(name => name.StartsWith("server_", StringComparison.Ordinal))
        .ToLookup(name => TypeOf(Schemas[name]));

    public static IEnumerable<string> Names => Schemas.Keys;

    public static JsonElement Schema(string name) => Schemas[name];

    /// <summary>Which messages of the server it is: one, unless the server and the document differ. An object of a type that the server does not have was broadcast.</summary>
    public static IReadOnlyList<string> ServerNames(JsonElement frame) => TypeName(frame) is { } type && NamesByType.Contains(type)
        ? [.. NamesByType[type].Where(name => ServerCheck.Errors(Schemas[name], frame).Count == 0)]
        : [Broadcast];

    public static bool IsClientMessage(JsonElement frame) =>
        ClientCheck.Errors(Schemas[$"client_{TypeName(frame)}"], frame).Count == 0;

    private static string? TypeName(JsonElement frame) =>
        frame.ValueKind == JsonValueKind.Object && frame.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
            ? type.GetString()
            : null;

    private static string TypeOf(JsonElement schema) =>
        schema.GetProperty("properties").GetProperty("type").GetProperty("const").GetString()!;
}

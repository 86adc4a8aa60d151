using System.Text.Json.Nodes;

namespace Reasoning.Infrastructure.WebSockets.Description;

/// <summary>A message as it may come.</summary>
internal sealed record MessageExample(string Name, JsonNode Payload)
{
    public static MessageExample Of(string name, ReadOnlyMemory<byte> frame) => new(name, JsonNode.Parse(frame.Span)!);

    public static MessageExample Of(string name, string frame) => new(name, JsonNode.Parse(frame)!);
}

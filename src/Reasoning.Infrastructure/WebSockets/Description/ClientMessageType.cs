using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Reasoning.Infrastructure.WebSockets.Description;

/// <summary>A message of the client.</summary>
/// <param name="Payload">What reads its payload; <see langword="null"/> where nothing in it matters.</param>
/// <param name="Answers">The keys of the messages that may answer it.</param>
internal sealed record ClientMessageType(
    string Type, JsonTypeInfo? Payload, string Summary, IReadOnlyList<string> Answers, IReadOnlyList<MessageExample> Examples)
{
    private const string Legacy = "timestamp";

    /// <summary>Whether some old clients put the payload's timestamp beside the type.</summary>
    public bool HasLegacyTimestamp { get; init; }

    public JsonObject Schema()
    {
        var payload = Payload is null ? new JsonObject { ["type"] = "object" } : WireSchema.Received(Payload);
        var members = new JsonObject
        {
            ["type"] = new JsonObject { ["type"] = "string", ["const"] = Type },
            ["id"] = new JsonObject
            {
                ["type"] = new JsonArray("string", "null"),
                ["maxLength"] = MessageDispatcher.MaxIdLength,
                ["description"] = "Comes back as `reply_to` on the direct answers to this message.",
            },
        };
        var required = new JsonArray("type");
        if (HasLegacyTimestamp)
        {
            members[Legacy] = payload["properties"]![Legacy]!.DeepClone();
            members[Legacy]!["description"] = "Where some old clients put it; the payload's wins.";
            members[Legacy]!["deprecated"] = true;
        }

        if (payload["required"] is JsonArray { Count: > 0 })
            required.Add("payload");
        else
            payload["type"] = new JsonArray("object", "null");
        members["payload"] = payload;
        return new JsonObject { ["type"] = "object", ["properties"] = members, ["required"] = required };
    }
}

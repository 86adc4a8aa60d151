using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Reasoning.Infrastructure.WebSockets.Wire;

namespace Reasoning.Infrastructure.WebSockets.Description;

/// <summary>A message of the server.</summary>
/// <param name="Key">Its name in the document; the type, where that is not used twice.</param>
/// <param name="Info">What writes it.</param>
internal sealed record ServerMessageType(
    string Key, string Type, JsonTypeInfo Info, string Summary, IReadOnlyList<MessageExample> Examples)
{
    /// <summary>Whether it answers a message of the client, whose <c>id</c> it echoes.</summary>
    public bool IsAnswer { get; init; }

    /// <summary>Whether it belongs to a run. Every event does.</summary>
    public bool HasRun { get; init; }

    /// <summary>What an error's <c>code</c> may be.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];

    public bool IsEvent => Info.Type.GetGenericTypeDefinition() == typeof(EventMessage<>);

    public JsonObject Schema()
    {
        var schema = WireSchema.Sent(Info);
        var members = schema["properties"]!.AsObject();
        members["type"]!["const"] = Type;
        if (Codes.Count > 0)
            members["data"]!["properties"]!["code"]!["enum"] = WireSchema.Texts(Codes);
        if (IsEvent)
            return schema;

        // One type writes every message for one connection; which members it has here is known.
        if (!IsAnswer)
            members.Remove("reply_to");
        if (HasRun)
            schema["required"]!.AsArray().Insert(1, "run_id");
        else
            members.Remove("run_id");
        return schema;
    }
}

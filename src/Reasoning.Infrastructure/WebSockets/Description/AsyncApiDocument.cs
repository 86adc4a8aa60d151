using System.Text.Json.Nodes;

namespace Reasoning.Infrastructure.WebSockets.Description;

/// <summary>Puts the messages together to an AsyncAPI document (https://www.asyncapi.com/docs/reference/specification/v3.1.0), seen from the server: it receives what clients send.</summary>
internal sealed class AsyncApiDocument(IReadOnlyList<ServerMessageType> fromServer, IReadOnlyList<ClientMessageType> fromClient)
{
    private const string Broadcast = "broadcast";

    public JsonObject Build() => new()
    {
        ["asyncapi"] = "3.1.0",
        ["info"] = Info(),
        ["defaultContentType"] = "application/json",
        ["servers"] = new JsonObject { ["self"] = Server() },
        ["channels"] = new JsonObject
        {
            [AsyncApiChannel.Name] = AsyncApiChannel.Of([.. fromClient.Select(Key), .. fromServer.Select(Key), Broadcast]),
        },
        ["operations"] = Operations(),
        ["components"] = new JsonObject { ["messages"] = Messages() },
    };

    /// <summary>Points to another part of the document.</summary>
    public static JsonObject Reference(params ReadOnlySpan<string> path) => new() { ["$ref"] = $"#/{string.Join('/', path)}" };

    // Both sides have a ping and a pong.
    private static string Key(ClientMessageType message) => $"client_{message.Type}";

    private static string Key(ServerMessageType message) => $"server_{message.Key}";

    private static JsonObject Info() => new()
    {
        ["title"] = "Reasoning",
        ["version"] = "1",
        ["description"] =
            "A gateway between applications and AI agents: chat with an agent, watch it think, interrupt it, and come back to where you were. " +
            "The version is the protocol's; `docs/protocol.md` has its rules. The same over HTTP is in `/openapi/v1.json`.",
        ["license"] = new JsonObject { ["name"] = "MIT", ["url"] = "https://spdx.org/licenses/MIT.html" },
    };

    private static JsonObject Server() => new()
    {
        ["host"] = "{host}",
        ["protocol"] = "ws",
        ["description"] = "The server that this document comes from.",
        ["variables"] = new JsonObject
        {
            ["host"] = new JsonObject { ["default"] = "localhost:8000", ["description"] = "Its host and port." },
        },
    };

    private JsonObject Operations()
    {
        var operations = new JsonObject();
        foreach (var message in fromClient)
        {
            operations[$"receive_{message.Type}"] = Operation("receive", message.Type, message.Summary, [Key(message)]);
            operations[$"receive_{message.Type}"]!["reply"] = new JsonObject
            {
                ["channel"] = Reference("channels", AsyncApiChannel.Name),
                ["messages"] = References(message.Answers.Select(key => $"server_{key}")),
            };
        }

        operations["send_events"] = Operation(
            "send",
            "Events",
            "The events of the session's log, in order, each stored before anybody sees it. Runs may overlap: `run_id` tells them apart.",
            fromServer.Where(message => message.IsEvent).Select(Key));
        operations["send_to_connection"] = Operation(
            "send",
            "For one connection",
            "What one connection is told, which is no part of the log and not replayed.",
            [.. fromServer.Where(message => message is { IsEvent: false, IsAnswer: false }).Select(Key), Broadcast]);
        return operations;
    }

    private static JsonObject Operation(string action, string title, string description, IEnumerable<string> messages) => new()
    {
        ["action"] = action,
        ["channel"] = Reference("channels", AsyncApiChannel.Name),
        ["title"] = title,
        ["summary"] = FirstSentence(description),
        ["description"] = description,
        ["messages"] = References(messages),
    };

    private static JsonArray References(IEnumerable<string> messages) =>
        new([.. messages.Select(name => Reference("channels", AsyncApiChannel.Name, "messages", name))]);

    private JsonObject Messages()
    {
        var messages = new JsonObject();
        foreach (var message in fromClient)
            messages[Key(message)] = Message(message.Type, message.Summary, message.Schema(), message.Examples);
        foreach (var message in fromServer)
            messages[Key(message)] = Message(message.Type, message.Summary, message.Schema(), message.Examples);
        messages[Broadcast] = Message(
            Broadcast,
            "A message to everybody: the object that somebody posted to `/broadcast`, as it is. Its `type`, if it has any, is not the server's.",
            new JsonObject { ["type"] = "object" },
            [MessageExample.Of("plain", """{"type":"notice","text":"hello"}""")]);
        return messages;
    }

    private static JsonObject Message(string name, string description, JsonObject payload, IReadOnlyList<MessageExample> examples) => new()
    {
        ["name"] = name,
        ["title"] = name,
        ["summary"] = FirstSentence(description),
        ["description"] = description,
        ["payload"] = payload,
        ["examples"] = new JsonArray([.. examples.Select(example => new JsonObject { ["name"] = example.Name, ["payload"] = example.Payload.DeepClone() })]),
    };

    private static string FirstSentence(string text)
    {
        var line = text.Split('\n')[0];
        var end = line.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? line : line[..(end + 1)];
    }
}

using System.Text.Json.Nodes;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.WebSockets.Description;

/// <summary>The one channel: how a socket is opened, and how it is closed.</summary>
internal static class AsyncApiChannel
{
    public const string Name = "chat";

    private const string Opening =
        """
        A socket on one session, opened by a GET with an HTTP/1.1 upgrade. Text frames only, one JSON object each. Several may be
        open on one session, and each gets every event of it.

        Whatever can be refused is refused before the upgrade, with an HTTP status and a problem body (RFC 9457): 503 shutting
        down, 426 no WebSocket request, 400 bad id or query, 403 a web page of a foreign origin, 404 unknown `agent_name`, 503
        as many connections as the server may have.

        The session's log is durable: a client keeps the highest `seq` it has seen and, when it comes back, asks for the rest
        with `after` and `epoch`.

        A socket is closed with one of these codes. Of the protocol's own, 4000–4499 mean "reconnect", 4500–4999 "do not come
        back like this".


        """;

    public static JsonObject Of(IEnumerable<string> messages) => new()
    {
        ["address"] = "/ws/chat/{session_id}",
        ["title"] = "Chat",
        ["summary"] = "The WebSocket of a session.",
        ["description"] = Opening + CloseCodes.List,
        ["servers"] = new JsonArray(AsyncApiDocument.Reference("servers", "self")),
        ["parameters"] = new JsonObject
        {
            ["session_id"] = new JsonObject
            {
                ["description"] = $"1–{SessionId.MaxLength} characters of A–Z a–z 0–9 . _ ~ -, but not `.` or `..`; a name, not a permission.",
                ["examples"] = new JsonArray("demo"),
            },
        },
        ["messages"] = new JsonObject(messages.Select(name => KeyValuePair.Create<string, JsonNode?>(
            name, AsyncApiDocument.Reference("components", "messages", name)))),
        ["bindings"] = new JsonObject
        {
            ["ws"] = new JsonObject { ["method"] = "GET", ["query"] = Query(), ["headers"] = Headers(), ["bindingVersion"] = "0.1.0" },
        },
        ["x-close-codes"] = new JsonArray([.. CloseCodes.All.Select(code => new JsonObject { ["code"] = code.Code, ["description"] = code.Meaning })]),
    };

    private static JsonObject Query() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["agent_name"] = Text("The agent that answers when a message names none; `researcher` unless told."),
            ["after"] = new JsonObject
            {
                ["type"] = "integer", ["minimum"] = 0, ["description"] = "Resume: replay the events with a greater `seq`, then go on live.",
            },
            ["epoch"] = Text("The epoch that `after` belongs to, from `connected`; without it, the current one."),
            ["deltas"] = new JsonObject
            {
                ["type"] = "string", ["enum"] = new JsonArray("true", "false"), ["default"] = "false", ["description"] = "Whether to send `reasoning_delta` too.",
            },
        },
    };

    private static JsonObject Headers() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["Sec-WebSocket-Protocol"] = new JsonObject
            {
                ["type"] = "string", ["enum"] = new JsonArray("reasoning.v1"), ["description"] = "Echoed when offered; never required.",
            },
            ["Origin"] = Text("Where a web page comes from; a foreign one is refused."),
        },
    };

    private static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };
}

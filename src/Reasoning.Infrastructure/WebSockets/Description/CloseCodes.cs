using Reasoning.Infrastructure.Connections;

namespace Reasoning.Infrastructure.WebSockets.Description;

/// <summary>What the codes mean that close a socket.</summary>
internal static class CloseCodes
{
    // RFC 6455, section 7.4.1; the framework sends them by itself.
    private const int ProtocolError = 1002;
    private const int InvalidText = 1007;

    public static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (CloseCode.Normal, "Normal."),
        (CloseCode.ShuttingDown, "The server is shutting down; reconnect, with `after`."),
        (ProtocolError, "The client broke the WebSocket protocol."),
        (CloseCode.Unsupported, "A binary frame."),
        (InvalidText, "Invalid UTF-8."),
        (CloseCode.TooLarge, "A message larger than `max_message_bytes`."),
        (CloseCode.Internal, "The server failed."),
        (CloseCode.HeartbeatMissed, "Heartbeat missed, or nothing read; reconnect."),
        (CloseCode.FellBehind, "The reader fell behind what the log still holds; reconnect."),
        (CloseCode.Unavailable, "The session's log cannot be reached at the moment; reconnect."),
        (CloseCode.SessionDeleted, "The session was deleted; do not come back to it."),
    ];

    /// <summary>For people, in Markdown.</summary>
    public static string List => string.Join('\n', All.Select(code => $"- `{code.Code}`: {code.Meaning}"));
}

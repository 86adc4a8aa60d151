using System.ComponentModel.DataAnnotations;

namespace Reasoning.Infrastructure.Connections;

/// <summary>Limits of connections; section <c>Connections</c>.</summary>
public sealed class ConnectionOptions : IValidatableObject
{
    public const string Section = "Connections";

    /// <summary>Open connections on this server; more are refused with 503. About 13 KB of memory each when idle.</summary>
    [Range(1, 10_000_000)]
    public int Max { get; set; } = 20_000;

    /// <summary>Bytes of one message from a client; a larger one closes the connection with 1009.</summary>
    [Range(1_024, 64 * 1024 * 1024)]
    public int MaxMessageBytes { get; set; } = 256 * 1024;

    /// <summary>How deep JSON from a client may be nested; deeper is <c>invalid_json</c>.</summary>
    [Range(4, 1_000)]
    public int MaxJsonDepth { get; set; } = 64;

    /// <summary>How often the server sends a heartbeat to a WebSocket.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a stream of server-sent events is sent a comment: proxies commonly cut what is silent for a minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan StreamHeartbeatInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>A WebSocket from which nothing arrives, or a connection which accepts nothing, for this long is closed with 4408.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "1.00:00:00")]
    public TimeSpan HeartbeatTimeout { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>How long a client may take to read the rest and answer a close frame before its connection is cut.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(3);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (HeartbeatTimeout <= HeartbeatInterval)
            yield return new ValidationResult("Connections:HeartbeatTimeout must be longer than Connections:HeartbeatInterval: a client that answers each heartbeat would be closed.");
    }
}

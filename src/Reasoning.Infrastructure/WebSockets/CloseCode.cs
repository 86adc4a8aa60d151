namespace Reasoning.Infrastructure.WebSockets;

/// <summary>Why a socket is closed: RFC 6455, section 7.4.1, and the protocol's own from 4000.</summary>
internal static class CloseCode
{
    public const int Normal = 1000;
    public const int ShuttingDown = 1001;
    public const int Unsupported = 1003;

    /// <summary>Never on the wire: the client went without a close frame.</summary>
    public const int Gone = 1006;

    public const int TooLarge = 1009;
    public const int Internal = 1011;
    public const int HeartbeatMissed = 4408;
    public const int FellBehind = 4410;

    /// <summary>The session's log does not answer, or its owner could not go on: as HTTP's 424, what this depends on failed.</summary>
    public const int Unavailable = 4424;

    public const int SessionDeleted = 4504;
}

using Reasoning.Application.Sessions;

namespace Reasoning.Infrastructure.Connections;

/// <summary>Why a connection is closed: RFC 6455, section 7.4.1, and the protocol's own from 4000.</summary>
internal static class CloseCode
{
    public const int Normal = 1000;
    public const int ShuttingDown = 1001;
    public const int ProtocolError = 1002;
    public const int Unsupported = 1003;

    /// <summary>Never on the wire: the client went without a close frame.</summary>
    public const int Gone = 1006;

    public const int InvalidText = 1007;
    public const int TooLarge = 1009;
    public const int Internal = 1011;
    public const int HeartbeatMissed = 4408;
    public const int FellBehind = 4410;

    /// <summary>The session's log does not answer, or its owner could not go on: as HTTP's 424, what this depends on failed.</summary>
    public const int Unavailable = 4424;

    public const int SessionDeleted = 4504;

    /// <summary>The one place that knows what a client is told when its session cannot go on showing it the log.</summary>
    /// <returns><see langword="null"/> when the failure has another cause.</returns>
    public static int? For(Exception failure) => failure switch
    {
        ReaderFellBehindException => FellBehind,
        SessionDeletedException => SessionDeleted,
        SessionFailedException or StoreUnavailableException => Unavailable,
        _ => null,
    };

    /// <summary>For a person who reads it; a program goes by the code.</summary>
    public static string Describe(int code) => code switch
    {
        ShuttingDown => "The server is shutting down; connect again.",
        Internal => "The server failed; connect again.",
        FellBehind => "The log no longer holds the next event; connect again.",
        Unavailable => "The session's log cannot be reached at the moment; connect again.",
        SessionDeleted => "The session was deleted.",
        _ => "The server has closed the connection.",
    };
}

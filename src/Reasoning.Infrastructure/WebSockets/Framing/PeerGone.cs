namespace Reasoning.Infrastructure.WebSockets.Framing;

/// <summary>Tells the end of a connection from a mistake of ours.</summary>
internal static class PeerGone
{
    /// <summary>Whether a pipe failed because the peer went, reset the connection or was cut.</summary>
    public static bool Explains(Exception failure) =>
        failure is IOException or ObjectDisposedException or OperationCanceledException;
}

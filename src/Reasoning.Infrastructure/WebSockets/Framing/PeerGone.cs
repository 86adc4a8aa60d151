using System.Net.Sockets;

namespace Reasoning.Infrastructure.WebSockets.Framing;

/// <summary>Tells the end of a connection from a mistake of ours.</summary>
internal static class PeerGone
{
    /// <summary>Whether a pipe failed because the peer went, reset the connection or was cut.</summary>
    public static bool Explains(Exception failure) =>

        // A network that breaks otherwise than by a reset, as with no route to the peer, comes through Kestrel's pipe as it is.
        failure is IOException or SocketException or ObjectDisposedException or OperationCanceledException;
}

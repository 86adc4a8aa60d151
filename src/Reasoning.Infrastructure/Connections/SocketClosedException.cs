namespace Reasoning.Infrastructure.Connections;

/// <summary>The peer is gone, or broke the protocol of WebSockets (then the close frame that says so has been sent).</summary>
internal sealed class SocketClosedException(Exception? innerException) : Exception("The connection is closed.", innerException);

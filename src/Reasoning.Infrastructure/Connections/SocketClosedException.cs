namespace Reasoning.Infrastructure.Connections;

/// <summary>The peer is gone, or nothing may be written to it any more.</summary>
internal sealed class SocketClosedException(Exception? innerException) : Exception("The connection is closed.", innerException);

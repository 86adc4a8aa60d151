namespace Reasoning.Infrastructure.WebSockets;

/// <summary>Where accepted sockets are handed over.</summary>
public interface IChatSockets
{
    /// <summary>Completes when the socket is closed and everything it held is released. Never throws.</summary>
    Task RunAsync(AcceptedSocket socket);
}

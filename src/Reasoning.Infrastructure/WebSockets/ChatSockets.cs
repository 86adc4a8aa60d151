namespace Reasoning.Infrastructure.WebSockets;

internal sealed class ChatSockets(WebSocketServices services) : IChatSockets
{
    public Task RunAsync(AcceptedSocket socket)
    {
        var framework = new FrameworkSocket(
            socket.Transport, socket.SubProtocol, socket.Abort, services.ConnectionOptions.MaxMessageBytes, services.Time);
        return new WebSocketConnection(socket.Session, socket.AgentName, framework, services, socket.WantsDeltas).RunAsync(socket.Resume);
    }
}

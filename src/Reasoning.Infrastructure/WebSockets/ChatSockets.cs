using Reasoning.Infrastructure.WebSockets.Framing;

namespace Reasoning.Infrastructure.WebSockets;

internal sealed class ChatSockets(WebSocketServices services) : IChatSockets
{
    public Task RunAsync(AcceptedSocket socket)
    {
        var framed = new FramedSocket(socket.Transport, socket.Abort, services.ConnectionOptions.MaxMessageBytes, services.Time);
        return new WebSocketConnection(socket.Session, socket.AgentName, framed, services, socket.WantsDeltas).RunAsync(socket.Resume);
    }
}

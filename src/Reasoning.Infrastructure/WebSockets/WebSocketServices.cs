using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reasoning.Application.Sessions;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.Hosting;
using Reasoning.Infrastructure.WebSockets.Wire;

namespace Reasoning.Infrastructure.WebSockets;

/// <summary>What every WebSocket uses.</summary>
internal sealed class WebSocketServices(
    ISessions sessions,
    ISessionStore store,
    MessageDispatcher dispatcher,
    ConnectionRegistry registry,
    DirectEncoder encoder,
    ServerState state,
    IOptions<ReaderOptions> readerOptions,
    IOptions<ConnectionOptions> connectionOptions,
    TimeProvider time,
    ILogger<WebSocketConnection> logger)
    : ConnectionServices(sessions, store, registry, encoder, state, readerOptions, connectionOptions, time, logger)
{
    public MessageDispatcher Dispatcher { get; } = dispatcher;
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reasoning.Application.Sessions;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.Hosting;
using Reasoning.Infrastructure.WebSockets.Wire;

namespace Reasoning.Infrastructure.WebSockets;

/// <summary>What every connection uses.</summary>
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
{
    public ISessions Sessions { get; } = sessions;

    public ISessionStore Store { get; } = store;

    public MessageDispatcher Dispatcher { get; } = dispatcher;

    public ConnectionRegistry Registry { get; } = registry;

    public DirectEncoder Encoder { get; } = encoder;

    public ServerState State { get; } = state;

    public ReaderOptions ReaderOptions { get; } = readerOptions.Value;

    public ConnectionOptions ConnectionOptions { get; } = connectionOptions.Value;

    public TimeProvider Time { get; } = time;

    public ILogger Logger { get; } = logger;
}

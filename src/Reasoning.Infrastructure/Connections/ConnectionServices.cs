using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reasoning.Application.Sessions;
using Reasoning.Infrastructure.Hosting;
using Reasoning.Infrastructure.WebSockets.Wire;

namespace Reasoning.Infrastructure.Connections;

/// <summary>What every connection uses, whatever its client speaks.</summary>
internal abstract class ConnectionServices(
    ISessions sessions,
    ISessionStore store,
    ConnectionRegistry registry,
    DirectEncoder encoder,
    ServerState state,
    IOptions<ReaderOptions> readerOptions,
    IOptions<ConnectionOptions> connectionOptions,
    TimeProvider time,
    ILogger logger)
{
    public ISessions Sessions { get; } = sessions;

    public ISessionStore Store { get; } = store;

    public ConnectionRegistry Registry { get; } = registry;

    public DirectEncoder Encoder { get; } = encoder;

    public ServerState State { get; } = state;

    public ReaderOptions ReaderOptions { get; } = readerOptions.Value;

    public ConnectionOptions ConnectionOptions { get; } = connectionOptions.Value;

    public TimeProvider Time { get; } = time;

    public ILogger Logger { get; } = logger;
}

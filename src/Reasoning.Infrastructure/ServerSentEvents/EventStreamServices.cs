using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reasoning.Application.Sessions;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.Hosting;
using Reasoning.Infrastructure.WebSockets.Wire;

namespace Reasoning.Infrastructure.ServerSentEvents;

/// <summary>What every stream uses.</summary>
internal sealed class EventStreamServices(
    ISessions sessions,
    ISessionStore store,
    ConnectionRegistry registry,
    DirectEncoder encoder,
    ServerState state,
    IOptions<ReaderOptions> readerOptions,
    IOptions<ConnectionOptions> connectionOptions,
    TimeProvider time,
    ILogger<EventStreamConnection> logger)
    : ConnectionServices(sessions, store, registry, encoder, state, readerOptions, connectionOptions, time, logger);

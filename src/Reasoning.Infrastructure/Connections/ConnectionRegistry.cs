using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Reasoning.Application.Clients;
using Reasoning.Application.Diagnostics;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Connections;

/// <summary>The open connections of this node, and how many there may be.</summary>
internal sealed class ConnectionRegistry(IOptions<ConnectionOptions> options, ReasoningMetrics metrics)
    : IConnectionDirectory, IConnectionAdmission
{
    private readonly ConcurrentDictionary<ConnectionId, IClientConnection> _connections = [];
    private int _admitted;

    public IEnumerable<IClientConnection> All => _connections.Select(entry => entry.Value);

    public IReadOnlyCollection<SessionKey> Sessions => [.. All.Select(connection => connection.Session)];

    public bool IsEmpty => _connections.IsEmpty;

    public bool TryAdmit()
    {
        if (Interlocked.Increment(ref _admitted) <= options.Value.Max)
            return true;
        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _admitted);

    public IClientConnection? Find(ConnectionId id) => _connections.GetValueOrDefault(id);

    public void Add(IClientConnection connection)
    {
        if (_connections.TryAdd(connection.Id, connection))
            metrics.ConnectionsChanged(+1);
    }

    public void Remove(IClientConnection connection)
    {
        if (_connections.TryRemove(connection.Id, out _))
            metrics.ConnectionsChanged(-1);
    }
}

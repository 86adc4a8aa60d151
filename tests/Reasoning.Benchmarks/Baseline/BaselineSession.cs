namespace Reasoning.Benchmarks.Baseline;

/// <summary>The connections of one session: each gets every event of it.</summary>
internal sealed class BaselineSession
{
    private readonly Lock _lock = new();
    private volatile BaselineConnection[] _connections = [];

    public BaselineConnection[] Connections => _connections;

    public void Add(BaselineConnection connection)
    {
        lock (_lock)
            _connections = [.. _connections, connection];
    }

    public void Remove(BaselineConnection connection)
    {
        lock (_lock)
            _connections = [.. _connections.Where(other => other != connection)];
    }

    /// <summary>Completes when every connection has taken the message.</summary>
    public Task SendAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken) => _connections is [var only]
        ? only.SendAsync(json, cancellationToken)
        : BaselineSessions.SendAsync(_connections, json, cancellationToken);
}

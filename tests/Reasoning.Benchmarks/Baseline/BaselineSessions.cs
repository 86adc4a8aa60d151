using System.Collections.Concurrent;

namespace Reasoning.Benchmarks.Baseline;

/// <summary>The sessions by their names, and with them everybody who is connected.</summary>
internal sealed class BaselineSessions
{
    private readonly ConcurrentDictionary<string, BaselineSession> _sessions = new(StringComparer.Ordinal);

    public BaselineSession Get(string id) => _sessions.GetOrAdd(id, _ => new BaselineSession());

    /// <returns>To how many it was sent.</returns>
    public async Task<int> BroadcastAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        var everybody = _sessions.SelectMany(session => session.Value.Connections).ToArray();
        await SendAsync(everybody, json, cancellationToken);
        return everybody.Length;
    }

    /// <summary>Starts every send before it waits for one: a slow client delays nobody else's message.</summary>
    public static async Task SendAsync(
        BaselineConnection[] connections, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        List<Task>? waiting = null;
        foreach (var connection in connections)
        {
            var sending = connection.TrySendAsync(json, cancellationToken);
            if (!sending.IsCompleted)
                (waiting ??= []).Add(sending);
        }

        if (waiting is not null)
            await Task.WhenAll(waiting);
    }
}

using Microsoft.AspNetCore.Connections.Features;

namespace Reasoning.Api.Upgrades;

/// <summary>
/// Kestrel's heartbeat as HTTP sees it. HTTP asks for it once and never says that it is done: when its connection goes on
/// without it, it must not be kept in memory for that.
/// </summary>
internal sealed class HttpHeartbeat(IConnectionHeartbeatFeature connection) : IConnectionHeartbeatFeature
{
    private Action? _tick;

    public void OnHeartbeat(Action<object> action, object state)
    {
        if (_tick is null)
            connection.OnHeartbeat(static heartbeat => ((HttpHeartbeat)heartbeat).Tick(), this);
        _tick += () => action(state);
    }

    public void Stop() => Volatile.Write(ref _tick, static () => { });

    /// <summary>Tells nobody any more, and does something once after so many beats, of which there is one a second.</summary>
    public void StopAndDo(Action action, int beats)
    {
        var left = beats;
        Volatile.Write(ref _tick, () =>
        {
            if (--left == 0)
                action();
        });
    }

    private void Tick() => Volatile.Read(ref _tick)?.Invoke();
}

using Microsoft.AspNetCore.Connections.Features;
using Reasoning.Api.Upgrades;

namespace Reasoning.UnitTests.Api.Upgrades;

public sealed class HttpHeartbeatTests : IConnectionHeartbeatFeature
{
    private readonly List<(Action<object> Action, object State)> _asked = [];

    [Fact]
    public void OnHeartbeat_UntilItIsStopped_TellsEverybodyWhoAsked()
    {
        var heartbeat = new HttpHeartbeat(this);
        var ticks = new List<object>();
        heartbeat.OnHeartbeat(ticks.Add, "a");
        heartbeat.OnHeartbeat(ticks.Add, "b");
        var (tick, state) = Assert.Single(_asked);
        tick(state);
        Assert.Equal(["a", "b"], ticks);

        heartbeat.Stop();
        tick(state);
        Assert.Equal(2, ticks.Count);
    }

    void IConnectionHeartbeatFeature.OnHeartbeat(Action<object> action, object state) => _asked.Add((action, state));
}

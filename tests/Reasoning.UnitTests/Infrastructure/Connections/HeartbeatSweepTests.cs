using Reasoning.Infrastructure.Connections;
using Reasoning.UnitTests.Infrastructure.WebSockets;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Connections;

public sealed class HeartbeatSweepTests : IDisposable
{
    private readonly ConnectionHarness _server = new();
    private readonly LogRecorder<HeartbeatSweep> _log = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Sweep_WhenTimePasses_PingsEveryoneAlthoughOneIsBroken()
    {
        var broken = new FakeSocket();
        var sound = new FakeSocket();
        await _server.OpenAsync(broken);
        await _server.OpenAsync(sound);
        broken.OnAskedForLastReceived = () => throw new InvalidOperationException();
        using var sweep = new HeartbeatSweep(_server.Registry, _server.Time, _log);
        await sweep.StartAsync(Test.Token);

        var pinged = sound.DoneAsync("ping frame");
        while (!pinged.IsCompleted)
        {
            _server.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(pinged, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Test.Token));
        }

        await sweep.StopAsync(Test.Token).InTime();
        Assert.NotEmpty(_log.Errors);
        Assert.DoesNotContain("ping frame", broken.Acts);
    }
}

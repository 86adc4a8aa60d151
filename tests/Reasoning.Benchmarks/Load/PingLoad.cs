using Reasoning.Benchmarks.Machine;

namespace Reasoning.Benchmarks.Load;

internal sealed class PingLoad(Target target, LoadSwitch control)
    : WarmLoad(target, new(target, BufferSize), control, c => new PingDriver(c, control))
{
    private const int BufferSize = 4096;

    protected override IEnumerable<Measured> Evaluate(Reading window)
    {
        var times = Group.Drivers.Cast<PingDriver>().SelectMany(d => d.Milliseconds).Order().ToArray();
        foreach (var driver in Group.Drivers.Cast<PingDriver>())
            driver.Milliseconds.Clear();
        return
        [
            new(Figures.RoundTripsPerSecond, window.Count / window.Seconds),
            new(Figures.MedianRoundTrip, Statistics.Percentile(times, 0.5)),
            new(Figures.SlowRoundTrip, Statistics.Percentile(times, 0.99)),
            new(Figures.CpuPerRoundTrip, window.ServerCpu / window.Count * 1e6),
        ];
    }
}

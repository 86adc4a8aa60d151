using Reasoning.Benchmarks.Machine;

namespace Reasoning.Benchmarks.Load;

internal sealed class DeltaLoad(Target target, bool wantsDeltas, LoadSwitch control)
    : WarmLoad(target, new(target, BufferSize, Deltas: wantsDeltas), control, c => new DeltaDriver(c, control, wantsDeltas))
{
    private const int BufferSize = 16 * 1024;

    protected override IEnumerable<Measured> Evaluate(Reading window)
    {
        yield return new(Figures.TokensPerSecond, window.Count / window.Seconds);
        yield return new(Figures.CpuPerToken, window.ServerCpu / window.Count * 1e6);
        yield return new(Figures.BytesPerToken, (double)window.Bytes / window.Count);
        var times = Group.Drivers.Cast<DeltaDriver>().SelectMany(driver => driver.FirstDeltas).Order().ToArray();
        foreach (var driver in Group.Drivers.Cast<DeltaDriver>())
            driver.FirstDeltas.Clear();
        if (times.Length == 0)
            yield break;
        yield return new(Figures.MedianFirstDelta, Statistics.Percentile(times, 0.5));
        yield return new(Figures.SlowFirstDelta, Statistics.Percentile(times, 0.99));
    }
}

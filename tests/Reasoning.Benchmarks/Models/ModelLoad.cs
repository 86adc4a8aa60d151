using Reasoning.Benchmarks.Load;

namespace Reasoning.Benchmarks.Models;

/// <summary>Clients of the product, each with a model that answers one question after the other.</summary>
internal sealed class ModelLoad(Target target, ModelCell cell, LoadSwitch control)
    : WarmLoad(target, new(target, BufferSize, Deltas: true, Agent: GatewaySettings.AgentOf(cell)), control, c => new ModelDriver(c, control, cell))
{
    private const int BufferSize = 16 * 1024;

    private long _deltasBefore;
    private long _chunksBefore;

    protected override IEnumerable<Measured> Evaluate(Reading window)
    {
        var drivers = Group.Drivers.Cast<ModelDriver>().ToArray();
        var times = new ChunkTimes();
        foreach (var driver in drivers)
            times.Take(driver.Times);
        var (deltas, chunks) = (drivers.Sum(driver => driver.Deltas), Group.Count);
        yield return new(Figures.ChunksPerSecond, window.Count / window.Seconds);
        foreach (var measured in times.Evaluate())
            yield return measured;
        yield return new(Figures.CpuPerChunk, cell.TellsCpu ? window.ServerCpu / window.Count * 1e6 : double.NaN);
        yield return new(Figures.DeltasPerChunk, (double)(deltas - _deltasBefore) / (chunks - _chunksBefore));
        (_deltasBefore, _chunksBefore) = (deltas, chunks);
    }
}

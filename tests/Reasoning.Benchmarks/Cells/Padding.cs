using Reasoning.Benchmarks.Load;

namespace Reasoning.Benchmarks.Cells;

internal static class Padding
{
    /// <summary>How many bytes an event of this server lacks, asked by one request without padding.</summary>
    /// <param name="wanted">Bytes of an event.</param>
    public static async Task<int> FindAsync(Target target, StreamShape shape, double wanted, CancellationToken cancellationToken)
    {
        await using var load = new StreamLoad(target, shape, pad: 0, new LoadSwitch());
        await load.OpenAsync(1, cancellationToken);
        await load.ProbeAsync(cancellationToken);
        return Math.Max(0, (int)Math.Round(wanted - load.BytesPerEvent));
    }
}

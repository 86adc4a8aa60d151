using Reasoning.Benchmarks.Baseline;
using Reasoning.Benchmarks.Cli;

namespace Reasoning.Benchmarks.Compare;

/// <param name="Rounds">Measured runs of each server; the table has their medians.</param>
/// <param name="WarmUp">Tiered PGO needs 5 to 7 s on two busy cores; less measures the compiler.</param>
/// <param name="Settle">Before memory is read.</param>
internal sealed record Schedule(int Rounds, TimeSpan WarmUp, TimeSpan Window, TimeSpan Settle, int IdleConnections, int Starts, int Size)
{
    public static Schedule From(Arguments arguments)
    {
        var quick = arguments.Switch("quick");
        return new Schedule(
            Math.Max(1, arguments.Whole("rounds", quick ? 1 : 3)),
            arguments.Seconds("warm-up", quick ? 1 : 7),
            arguments.Seconds("measure", quick ? 1 : 3),
            arguments.Seconds("settle", quick ? 2 : 10),
            Math.Max(1, arguments.Whole("idle", quick ? 1000 : 10_000)),
            Math.Max(1, arguments.Whole("starts", quick ? 1 : 5)),
            arguments.Whole("size", LoadRequest.DefaultSize));
    }
}

using Reasoning.Benchmarks.Cells;
using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Machine;

namespace Reasoning.Benchmarks.Soak;

/// <summary>A server under the same load for long: whether its latency and its memory stay as they are.</summary>
internal static class SoakCommand
{
    private const int LeastPeriods = 3;

    private static readonly TimeSpan LongestPeriod = TimeSpan.FromMinutes(1);

    public static async Task RunAsync(SoakOptions options, CancellationToken cancellationToken)
    {
        OpenFiles.Require("soak", options.Connections);
        var table = new SoakTable(MachineFacts.Describe());
        await using var server = await ServerProcess.StartAsync(options.Product, cancellationToken);
        await using var load = new SoakLoad(server.Target, options);
        await load.StartAsync(cancellationToken);

        var periods = Math.Max(LeastPeriods, (int)(options.Time / LongestPeriod));
        for (var period = 0; period < periods; period++)
            await Console.Error.WriteLineAsync(table.Add(await load.MeasureAsync(options.Time / periods, cancellationToken)));
        Console.WriteLine(table.ToMarkdown(options));
    }
}

using Reasoning.Benchmarks.Cells;
using Reasoning.Benchmarks.Cli;
using Reasoning.Benchmarks.Machine;

namespace Reasoning.Benchmarks.Compare;

internal static class CompareCommand
{
    private static readonly Cell[] Cells =
    [
        new StreamCell(1, 10_000), new StreamCell(100, 1000), new StreamCell(1000, 100), new ReadersCell(1000, 1000), new BroadcastCell(5000),
        new PingCell(100), new DeltaCell(100), new DeltaCostCell(100), new IdleCell(),
        new StartCell("start", "start-up", options => options.Product), new StartCell("start-published", "start-up, published", options => options.Published),
    ];

    public static async Task RunAsync(CompareOptions options, CancellationToken cancellationToken)
    {
        var chosen = Cells.Where(c => options.Cells.Length == 0 || options.Cells.Any(o => Matches(c, o))).ToArray();
        if (options.Cells.FirstOrDefault(o => !Cells.Any(c => Matches(c, o))) is { } unknown)
            throw new UsageException($"there is no cell '{unknown}'; there are {string.Join(", ", Cells.Select(c => c.Name))}");

        // Load that is there already would look like the servers' own.
        var table = new Table(MachineFacts.Describe());
        foreach (var cell in chosen)
        {
            await Console.Error.WriteLineAsync(cell.Title);
            var results = new Results();
            await cell.RunAsync(options, results, cancellationToken);
            if (!results.IsEmpty)
                table.Add(cell.Title, results);
        }

        Console.WriteLine(table.ToMarkdown(options.Schedule));
    }

    /// <summary>"stream" stands for all cells whose name begins so.</summary>
    private static bool Matches(Cell cell, string wanted) =>
        cell.Name == wanted || cell.Name.StartsWith(wanted + "-", StringComparison.Ordinal);
}

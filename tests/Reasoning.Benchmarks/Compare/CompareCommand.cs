using Reasoning.Benchmarks.Cells;
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
        var chosen = Cell.Choose(Cells, options.Cells);

        // Load that is there already would look like the servers' own.
        var table = new Table(MachineFacts.Describe());
        foreach (var cell in chosen)
        {
            await Console.Error.WriteLineAsync(cell.Title);
            var servers = cell.Servers(options);
            if (servers.Count == 0)
            {
                await Console.Error.WriteLineAsync("  left out: the product has not been published");
                continue;
            }

            var results = new Results("product", "baseline");
            await cell.RunAsync(servers, options.Schedule, results, cancellationToken);
            table.Add(cell.Title, results);
        }

        Console.WriteLine(table.ToMarkdown(options.Schedule));
    }
}

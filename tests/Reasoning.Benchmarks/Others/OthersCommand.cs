using static System.FormattableString;

using Reasoning.Benchmarks.Cells;
using Reasoning.Benchmarks.Cli;
using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;
using Reasoning.Benchmarks.Machine;

namespace Reasoning.Benchmarks.Others;

/// <summary>The same work on the product, the baseline, and servers that people know.</summary>
internal static class OthersCommand
{
    private static readonly Cell[] Cells =
        [new StreamCell(1, 10_000), new StreamCell(100, 1000), new StreamCell(1000, 100), new PingCell(100), new IdleCell()];

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var schedule = Schedule.From(arguments);
        var cells = Cell.Choose(Cells, arguments.List("cells"));
        var product = CompareOptions.ProductCommand(arguments.Text("product-command"), arguments.Text("product"), arguments.Rest);
        arguments.RejectOthers();
        var python = await PythonServer.FindAsync(cancellationToken);
        ServerCommand[] servers =
        [
            product,
            ServerCommand.Own("baseline"),
            ServerCommand.Own("signalr") with { Dialect = () => new SignalRDialect() },
            .. python is null ? Array.Empty<ServerCommand>() : [python.Command],
        ];

        var names = servers.Select(server => server.Name).ToArray();
        var table = new ColumnTable(names);
        var machine = MachineFacts.Describe();
        foreach (var cell in cells)
        {
            await Console.Error.WriteLineAsync(cell.Title);
            var results = new Results(names);
            await cell.RunAsync(servers, schedule, results, cancellationToken);
            foreach (var (server, run) in results.Runs)
                table.Add(cell.Title, names[server], run);
        }

        Console.WriteLine(table.ToMarkdown(Invariant($"""
            {machine}
            {python?.Versions ?? "FastAPI was left out: no Python with python3-fastapi, python3-uvicorn, python3-websockets and python3-uvloop"}. Medians of {schedule.Rounds} runs of {schedule.Window.TotalSeconds} s each, every server in turn, after {schedule.WarmUp.TotalSeconds} s of warm-up for each server and cell; memory after {schedule.Settle.TotalSeconds} s of rest, {schedule.IdleConnections:N0} connections. Every event was counted and its order checked.
            """)));
    }
}

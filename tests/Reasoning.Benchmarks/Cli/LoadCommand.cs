using System.Globalization;
using System.Net;

using Reasoning.Benchmarks.Baseline;
using Reasoning.Benchmarks.Load;

namespace Reasoning.Benchmarks.Cli;

/// <summary>One load against a server that somebody else has started.</summary>
internal static class LoadCommand
{
    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var address = arguments.Text("server") ?? "127.0.0.1:8000";
        var processId = arguments.Whole("pid", 0);
        var shape = new StreamShape(
            arguments.Whole("connections", 100), arguments.Whole("steps", 1000), arguments.Whole("size", LoadRequest.DefaultSize));
        var ping = arguments.Text("kind") switch
        {
            null or "stream" => false,
            "ping" => true,
            var other => throw new UsageException($"unknown kind '{other}'"),
        };
        var warmUp = arguments.Seconds("warm-up", 7);
        var window = arguments.Seconds("measure", 3);
        arguments.RejectOthers();
        if (!IPEndPoint.TryParse(address, out var endPoint))
            throw new UsageException($"--server must be ADDRESS:PORT, not '{address}'");

        var target = new Target(endPoint, processId == 0 ? null : processId, () => new GatewayDialect());
        var control = new LoadSwitch();
        await using WarmLoad load = ping ? new PingLoad(target, control) : new StreamLoad(target, shape, pad: 0, control);
        await load.OpenAsync(shape.Connections, cancellationToken);
        await load.MeasureAsync(warmUp, cancellationToken);
        foreach (var (figure, value) in await load.MeasureAsync(window, cancellationToken))
            Console.WriteLine($"{figure.Name,-32} {value.ToString(figure.Format, CultureInfo.InvariantCulture),12}");
    }
}

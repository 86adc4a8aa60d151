using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;
using Reasoning.Benchmarks.Machine;

namespace Reasoning.Benchmarks.Cells;

/// <summary>Each run has a fresh server, because memory that was once in use does not come back.</summary>
internal sealed class IdleCell() : Cell("idle", "idle connections")
{
    public override async Task RunAsync(CompareOptions options, Results results, CancellationToken cancellationToken)
    {
        var needed = IdleLoad.First + options.Schedule.IdleConnections + 200;
        if (LinuxProcess.OpenFileLimit() < needed)
            throw new ServerException($"the idle cell needs {needed} open files, allowed are {LinuxProcess.OpenFileLimit()}: raise 'ulimit -Hn' or lower --idle");

        for (var round = 0; round < options.Schedule.Rounds; round++)
        {
            results.AddProduct(await MeasureAsync(options.Product));
            results.AddBaseline(await MeasureAsync(options.Baseline));
        }

        async Task<IReadOnlyList<Measured>> MeasureAsync(ServerCommand command)
        {
            await using var server = await ServerProcess.StartAsync(command, cancellationToken);
            return await IdleLoad.MeasureAsync(
                server.Target, options.Schedule.IdleConnections, options.Schedule.Settle, cancellationToken);
        }
    }
}

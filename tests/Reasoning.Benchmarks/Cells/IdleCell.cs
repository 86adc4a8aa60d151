using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;

namespace Reasoning.Benchmarks.Cells;

/// <summary>Each run has a fresh server, because memory that was once in use does not come back.</summary>
internal sealed class IdleCell() : Cell("idle", "idle connections")
{
    public override async Task RunAsync(CompareOptions options, Results results, CancellationToken cancellationToken)
    {
        OpenFiles.Require(Name, IdleLoad.First + options.Schedule.IdleConnections);
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

using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;

namespace Reasoning.Benchmarks.Cells;

internal sealed class PingCell(int connections) : Cell("ping", $"ping, {connections} connections")
{
    public override async Task RunAsync(CompareOptions options, Results results, CancellationToken cancellationToken)
    {
        var schedule = options.Schedule;
        await using var product = await ServerProcess.StartAsync(options.Product, cancellationToken);
        await using var baseline = await ServerProcess.StartAsync(options.Baseline, cancellationToken);
        await using var productLoad = await WarmAsync(product.Target);
        await using var baselineLoad = await WarmAsync(baseline.Target);
        for (var round = 0; round < schedule.Rounds; round++)
        {
            results.AddProduct(await productLoad.MeasureAsync(schedule.Window, cancellationToken));
            results.AddBaseline(await baselineLoad.MeasureAsync(schedule.Window, cancellationToken));
        }

        async Task<PingLoad> WarmAsync(Target target)
        {
            var load = new PingLoad(target, new LoadSwitch());
            await load.OpenAsync(connections, cancellationToken);
            await load.MeasureAsync(schedule.WarmUp, cancellationToken);
            return load;
        }
    }
}

using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;

namespace Reasoning.Benchmarks.Cells;

/// <summary>Steps that grow token by token: gathered by the product, a frame a token by the baseline.</summary>
internal sealed class DeltaCell(int connections) : Cell($"deltas-{connections}", $"deltas, {connections} connections")
{
    public override async Task RunAsync(CompareOptions options, Results results, CancellationToken cancellationToken)
    {
        await using var product = await ServerProcess.StartAsync(options.Product, cancellationToken);
        await using var baseline = await ServerProcess.StartAsync(options.Baseline, cancellationToken);
        await using var productLoad = new DeltaLoad(product.Target, wantsDeltas: true, new LoadSwitch());
        await using var baselineLoad = new DeltaLoad(baseline.Target, wantsDeltas: true, new LoadSwitch());
        foreach (var load in new[] { productLoad, baselineLoad })
        {
            await load.OpenAsync(connections, cancellationToken);
            await load.MeasureAsync(options.Schedule.WarmUp, cancellationToken);
        }

        for (var round = 0; round < options.Schedule.Rounds; round++)
        {
            results.AddProduct(await productLoad.MeasureAsync(options.Schedule.Window, cancellationToken));
            results.AddBaseline(await baselineLoad.MeasureAsync(options.Schedule.Window, cancellationToken));
        }
    }
}

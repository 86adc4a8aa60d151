using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;

namespace Reasoning.Benchmarks.Cells;

internal sealed class StreamCell(int connections, int steps)
    : Cell($"stream-{connections}", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"stream {connections:N0} × {steps:N0}"))
{
    public override async Task RunAsync(CompareOptions options, Results results, CancellationToken cancellationToken)
    {
        var schedule = options.Schedule;
        var shape = new StreamShape(connections, steps, schedule.Size);
        await using var product = await ServerProcess.StartAsync(options.Product, cancellationToken);
        await using var baseline = await ServerProcess.StartAsync(options.Baseline, cancellationToken);

        await using var productLoad = new StreamLoad(product.Target, shape, pad: 0, new LoadSwitch());
        await productLoad.OpenAsync(connections, cancellationToken);
        await productLoad.MeasureAsync(schedule.WarmUp, cancellationToken);

        var pad = productLoad.BytesPerEvent - await BytesPerEventAsync(baseline.Target, shape, cancellationToken);
        await using var baselineLoad = new StreamLoad(baseline.Target, shape, Math.Max(0, (int)Math.Round(pad)), new LoadSwitch());
        await baselineLoad.OpenAsync(connections, cancellationToken);
        await baselineLoad.MeasureAsync(schedule.WarmUp, cancellationToken);

        for (var round = 0; round < schedule.Rounds; round++)
        {
            results.AddProduct(await productLoad.MeasureAsync(schedule.Window, cancellationToken));
            results.AddBaseline(await baselineLoad.MeasureAsync(schedule.Window, cancellationToken));
        }
    }

    /// <summary>Of the baseline without padding, by one request.</summary>
    private static async Task<double> BytesPerEventAsync(Target target, StreamShape shape, CancellationToken cancellationToken)
    {
        await using var load = new StreamLoad(target, shape, pad: 0, new LoadSwitch());
        await load.OpenAsync(1, cancellationToken);
        await load.ProbeAsync(cancellationToken);
        return load.BytesPerEvent;
    }
}

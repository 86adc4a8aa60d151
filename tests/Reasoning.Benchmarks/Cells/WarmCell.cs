using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;

namespace Reasoning.Benchmarks.Cells;

/// <summary>Two servers that stay up, each warm under its own load, measured in turn.</summary>
/// <param name="connections">How many each server has at the same time.</param>
internal abstract class WarmCell<TLoad>(string name, string title, int connections) : Cell(name, title)
    where TLoad : class, ILoad
{
    protected int Connections { get; } = connections;

    public override async Task RunAsync(CompareOptions options, Results results, CancellationToken cancellationToken)
    {
        var schedule = options.Schedule;
        OpenFiles.Require(Name, Connections);
        await using var product = await ServerProcess.StartAsync(options.Product, cancellationToken);
        await using var other = await ServerProcess.StartAsync(Other(options), cancellationToken);

        await using var productLoad = await OpenAsync(product.Target, schedule, product: null, cancellationToken);
        await productLoad.WarmUpAsync(schedule.WarmUp, cancellationToken);
        await using var otherLoad = await OpenAsync(other.Target, schedule, productLoad, cancellationToken);
        await otherLoad.WarmUpAsync(schedule.WarmUp, cancellationToken);

        for (var round = 0; round < schedule.Rounds; round++)
        {
            results.AddProduct(Select(await productLoad.MeasureAsync(schedule.Window, cancellationToken)));
            results.AddBaseline(Select(await otherLoad.MeasureAsync(schedule.Window, cancellationToken)));
        }
    }

    /// <param name="product">The product's load, warm, when this one is for the server that it is compared with.</param>
    protected abstract Task<TLoad> OpenAsync(Target target, Schedule schedule, TLoad? product, CancellationToken cancellationToken);

    /// <summary>What the product is compared with.</summary>
    protected virtual ServerCommand Other(CompareOptions options) => options.Baseline;

    /// <summary>What of a run is shown.</summary>
    protected virtual IReadOnlyList<Measured> Select(IReadOnlyList<Measured> run) => run;
}

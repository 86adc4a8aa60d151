using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;

namespace Reasoning.Benchmarks.Cells;

/// <summary>What deltas cost: the product with clients that ask for them, and with others that do not. The second stands where the baseline does.</summary>
internal sealed class DeltaCostCell(int connections) : Cell($"deltas-cost-{connections}", $"deltas asked for, and not, {connections} connections")
{
    public override async Task RunAsync(CompareOptions options, Results results, CancellationToken cancellationToken)
    {
        await using var first = await ServerProcess.StartAsync(options.Product, cancellationToken);
        await using var second = await ServerProcess.StartAsync(options.Product, cancellationToken);
        await using var asking = new DeltaLoad(first.Target, wantsDeltas: true, new LoadSwitch());
        await using var others = new DeltaLoad(second.Target, wantsDeltas: false, new LoadSwitch());
        foreach (var load in new[] { asking, others })
        {
            await load.OpenAsync(connections, cancellationToken);
            await load.MeasureAsync(options.Schedule.WarmUp, cancellationToken);
        }

        for (var round = 0; round < options.Schedule.Rounds; round++)
        {
            results.AddProduct(Cores(await asking.MeasureAsync(options.Schedule.Window, cancellationToken)));
            results.AddBaseline(Cores(await others.MeasureAsync(options.Schedule.Window, cancellationToken)));
        }
    }

    /// <summary>Both get as many tokens a second; who does not ask for them gets them all at once, so they cannot be counted in a window.</summary>
    private static IReadOnlyList<Measured> Cores(IReadOnlyList<Measured> run) =>
        [new(Figures.ServerCpu, run.Single(measured => measured.Figure == Figures.ServerCores).Value), run.Single(measured => measured.Figure == Figures.OtherCores)];
}

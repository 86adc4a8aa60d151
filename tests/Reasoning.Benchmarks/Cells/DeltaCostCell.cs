using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;

namespace Reasoning.Benchmarks.Cells;

/// <summary>What deltas cost: the product with clients that ask for them, and with others that do not. The second stands where the baseline does.</summary>
internal sealed class DeltaCostCell(int connections)
    : DeltaCell($"deltas-cost-{connections}", $"deltas asked for, and not, {connections} connections", connections)
{
    protected override bool OthersWantDeltas => false;

    public override IReadOnlyList<ServerCommand> Servers(CompareOptions options) => [options.Product, options.Product];

    /// <summary>Both get as many tokens a second; who does not ask for them gets them all at once, so they cannot be counted in a window.</summary>
    protected override IReadOnlyList<Measured> Select(IReadOnlyList<Measured> run) =>
        [new(Figures.ServerCpu, run.Single(measured => measured.Figure == Figures.ServerCores).Value), run.Single(measured => measured.Figure == Figures.OtherCores)];
}

using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;

namespace Reasoning.Benchmarks.Cells;

/// <summary>Steps that grow token by token: gathered by the product, a frame a token by the baseline.</summary>
internal class DeltaCell(string name, string title, int connections) : WarmCell<DeltaLoad>(name, title, connections)
{
    public DeltaCell(int connections)
        : this($"deltas-{connections}", $"deltas, {connections} connections", connections)
    {
    }

    protected sealed override async Task<DeltaLoad> OpenAsync(
        Target target, Schedule schedule, DeltaLoad? first, CancellationToken cancellationToken)
    {
        var load = new DeltaLoad(target, wantsDeltas: first is null || OthersWantDeltas, new LoadSwitch());
        await load.OpenAsync(Connections, cancellationToken);
        return load;
    }

    protected virtual bool OthersWantDeltas => true;
}

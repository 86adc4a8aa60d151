using System.Globalization;

using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;

namespace Reasoning.Benchmarks.Cells;

/// <summary>The same message to everybody, each on a session of its own.</summary>
internal sealed class BroadcastCell(int connections)
    : WarmCell<BroadcastLoad>("broadcast", string.Create(CultureInfo.InvariantCulture, $"broadcast to {connections:N0}"), connections)
{
    protected override async Task<BroadcastLoad> OpenAsync(
        Target target, Schedule schedule, BroadcastLoad? first, CancellationToken cancellationToken)
    {
        var load = new BroadcastLoad(target);
        await load.OpenAsync(Connections, cancellationToken);
        return load;
    }
}

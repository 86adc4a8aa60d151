using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;

namespace Reasoning.Benchmarks.Cells;

internal sealed class PingCell(int connections) : WarmCell<PingLoad>("ping", $"ping, {connections} connections", connections)
{
    protected override async Task<PingLoad> OpenAsync(
        Target target, Schedule schedule, PingLoad? first, CancellationToken cancellationToken)
    {
        var load = new PingLoad(target, new LoadSwitch());
        await load.OpenAsync(Connections, cancellationToken);
        return load;
    }
}

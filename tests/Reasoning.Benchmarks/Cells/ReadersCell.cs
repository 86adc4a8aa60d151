using System.Globalization;

using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;

namespace Reasoning.Benchmarks.Cells;

/// <summary>One session that many connections read: what a run costs for each who watches it.</summary>
internal sealed class ReadersCell(int connections, int steps)
    : WarmCell<ReadersLoad>("readers", string.Create(CultureInfo.InvariantCulture, $"one session, {connections:N0} readers"), connections)
{
    protected override async Task<ReadersLoad> OpenAsync(
        Target target, Schedule schedule, ReadersLoad? first, CancellationToken cancellationToken)
    {
        var shape = new StreamShape(1, steps, schedule.Size);
        var pad = first is null ? 0 : await Padding.FindAsync(target, shape, first.BytesPerEvent, cancellationToken);
        var load = new ReadersLoad(target, shape, pad, new LoadSwitch());
        await load.OpenAsync(Connections, cancellationToken);
        return load;
    }
}

using System.Globalization;

using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;

namespace Reasoning.Benchmarks.Cells;

internal sealed class StreamCell(int connections, int steps)
    : WarmCell<StreamLoad>($"stream-{connections}", string.Create(CultureInfo.InvariantCulture, $"stream {connections:N0} × {steps:N0}"), connections)
{
    protected override async Task<StreamLoad> OpenAsync(
        Target target, Schedule schedule, StreamLoad? first, CancellationToken cancellationToken)
    {
        var shape = new StreamShape(Connections, steps, schedule.Size);
        var pad = first is null ? 0 : await Padding.FindAsync(target, shape, first.BytesPerEvent, cancellationToken);
        var load = new StreamLoad(target, shape, pad, new LoadSwitch());
        await load.OpenAsync(Connections, cancellationToken);
        return load;
    }
}

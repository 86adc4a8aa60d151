namespace Reasoning.Benchmarks.Load;

internal sealed class StreamLoad(Target target, StreamShape shape, int pad, LoadSwitch control)
    : WarmLoad(target, new(target.EndPoint, BufferSize, pad), control, c => new StreamDriver(c, control, shape))
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Payload bytes of an event, over everything received so far.</summary>
    public double BytesPerEvent => (double)Group.Bytes / Group.Count;

    protected override IEnumerable<Measured> Evaluate(Reading window) =>
    [
        new(Figures.EventsPerSecond, window.Count / window.Seconds),
        new(Figures.CpuPerEvent, window.ServerCpu / window.Count * 1e6),
        new(Figures.BytesPerEvent, (double)window.Bytes / window.Count),
    ];
}

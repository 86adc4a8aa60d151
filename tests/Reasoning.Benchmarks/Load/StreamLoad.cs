namespace Reasoning.Benchmarks.Load;

/// <summary>Every connection has its own session and asks in a closed loop.</summary>
internal sealed class StreamLoad(Target target, StreamShape shape, int pad, LoadSwitch control)
    : EventLoad(
        target, new(target, BufferSize, pad), control, c => new StreamDriver(c, control, shape),
        Figures.EventsPerSecond, Figures.CpuPerEvent)
{
    private const int BufferSize = 64 * 1024;
}

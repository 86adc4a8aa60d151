using Reasoning.Benchmarks.Load;
using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Soak;

/// <summary>
/// Streams without end and looks how old each step is when it is here. Client and server share a clock; the time in the
/// event has whole milliseconds, cut off, so an age is up to 1 ms too high.
/// </summary>
internal sealed class SoakDriver(LoadConnection connection, LoadSwitch control, StreamShape shape, Action<double> onAge)
    : StreamDriver(connection, control, shape)
{
    private readonly LoadSwitch _control = control;

    protected override void OnMessage(ReadOnlySpan<byte> type, ReadOnlySpan<byte> json)
    {
        if (_control.Recording && type.SequenceEqual("reasoning_step"u8))
            onAge(Age(json));
        base.OnMessage(type, json);
    }

    private static double Age(ReadOnlySpan<byte> json)
    {
        if (!WireText.TryReadFraction(json, "\"timestamp\":"u8, out var seconds))
            throw ProtocolException.Unexpected("a step with its time", json);
        return (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds - seconds * 1000;
    }
}

using Reasoning.Benchmarks.Load;
using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Stores;

/// <summary>Sees every missed event of a session with one run of the load agent, then that it has caught up.</summary>
internal sealed class ReplayDriver(long after, long last) : Driver
{
    private const int ParseOneIn = 1024;

    private long _seq = after;

    /// <summary>Read it only when the driver is idle.</summary>
    public long CaughtUpAt { get; private set; }

    protected override void OnConnected(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\"recovered\":true"u8) < 0)
            throw ProtocolException.Unexpected("a recovered session", json);
    }

    protected override void SendNext() => BecomeIdle();

    protected override void OnMessage(ReadOnlySpan<byte> type, ReadOnlySpan<byte> json)
    {
        var caughtUp = type.SequenceEqual("caught_up"u8);
        var expected = caughtUp ? last : _seq + 1;
        if (!WireText.TryReadNumber(json, "\"seq\":"u8, out var seq) || seq != expected || seq > last || (caughtUp && _seq != last))
            throw ProtocolException.Unexpected(_seq == last ? $"caught_up with {last}" : $"event {_seq + 1} of {last}", json);
        if (caughtUp)
        {
            CaughtUpAt = TimeProvider.System.GetTimestamp();
            BecomeIdle();
            return;
        }

        _seq = seq;
        Counted(json.Length);
        if (json.IndexOf("\"type\":\"thought\""u8) >= 0)
            CheckThought(json);
    }

    /// <summary>The first event is the run's start, so each thought has a number one less.</summary>
    private void CheckThought(ReadOnlySpan<byte> json)
    {
        if (!WireText.TryReadNumber(json, "\"iteration\":"u8, out var iteration) || iteration != _seq - 1)
            throw ProtocolException.Unexpected($"thought {_seq - 1}", json);
        if (_seq % ParseOneIn == 0)
            StepParser.Verify(json, "thought", (int)iteration, size: null);
    }
}

using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Load;

/// <summary>Watches a step grow, and asks for the next one when its run has ended. It throws at the first piece that is missing or out of place.</summary>
internal sealed class DeltaDriver(LoadConnection connection, LoadSwitch control, bool wantsDeltas) : Driver
{
    private int _received;
    private long _sentAt;

    /// <summary>Milliseconds from the question to the first piece, in the recorded window; read only when the driver is idle.</summary>
    public List<double> FirstDeltas { get; } = [];

    protected override void SendNext()
    {
        _received = 0;
        _sentAt = TimeProvider.System.GetTimestamp();
        connection.SendChat(DeltaShape.Message);
    }

    protected override void OnMessage(ReadOnlySpan<byte> type, ReadOnlySpan<byte> json)
    {
        if (type.SequenceEqual("reasoning_delta"u8))
            Grow(json);
        else if (json.IndexOf("\"type\":\"thought\""u8) >= 0)
            Settle(json);
        else
            Counted(json.Length, count: 0);

        if (!type.SequenceEqual("reasoning_complete"u8))
            return;
        if (control.Stopping)
            BecomeIdle();
        else
            SendNext();
    }

    private void Grow(ReadOnlySpan<byte> json)
    {
        var length = WireText.ReadText(json, "\"content\":\""u8).Length;
        if (!wantsDeltas || !WireText.TryReadNumber(json, "\"offset\":"u8, out var offset) || offset != _received || length == 0)
            throw ProtocolException.Unexpected($"a piece from {_received} on", json);
        if (_received == 0 && control.Recording)
            FirstDeltas.Add(TimeProvider.System.GetElapsedTime(_sentAt).TotalMilliseconds);
        _received += length;
        Counted(json.Length, length / DeltaShape.TokenSize);
    }

    private void Settle(ReadOnlySpan<byte> json)
    {
        var left = DeltaShape.Size - _received;
        if (WireText.ReadText(json, "\"content\":\""u8).Length != DeltaShape.Size || left < 0 || (wantsDeltas && _received == 0))
            throw ProtocolException.Unexpected("the whole step behind its pieces", json);
        Counted(json.Length, left / DeltaShape.TokenSize);
    }
}

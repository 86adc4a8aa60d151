using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Load;

/// <summary>Sends a ping when the pong of the one before has come.</summary>
internal sealed class PingDriver(LoadConnection connection, LoadSwitch control) : Driver
{
    private readonly List<double> _milliseconds = [];
    private long _number = 1_000_000_000;
    private long _sentAt;

    /// <summary>Round trips of the last recorded window; read it only when the driver is idle.</summary>
    public List<double> Milliseconds => _milliseconds;

    protected override void SendNext()
    {
        _number++;
        _sentAt = TimeProvider.System.GetTimestamp();
        connection.SendPing(_number);
    }

    protected override void OnMessage(ReadOnlySpan<byte> type, ReadOnlySpan<byte> json)
    {
        if (!type.SequenceEqual("pong"u8) || !WireText.TryReadNumber(json, "\"timestamp\":"u8, out var number) || number != _number)
            throw ProtocolException.Unexpected($"the pong to {_number}", json);

        Counted(json.Length);
        if (control.Recording)
            _milliseconds.Add(TimeProvider.System.GetElapsedTime(_sentAt).TotalMilliseconds);
        if (control.Stopping)
            BecomeIdle();
        else
            SendNext();
    }
}

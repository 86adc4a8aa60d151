using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Load;

/// <summary>Sends a chat when the run of the one before has ended.</summary>
internal class StreamDriver(LoadConnection connection, LoadSwitch control, StreamShape shape) : Driver
{
    private readonly RunChecker _checker = new(shape);

    /// <summary>Of the session's log; nothing from a server without logs.</summary>
    public string Epoch { get; private set; } = "";

    protected override void OnConnected(ReadOnlySpan<byte> json)
    {
        _checker.Connected(json);
        Epoch = WireText.ReadText(json, "\"epoch\":\""u8);
    }

    protected override void SendNext()
    {
        _checker.Begin();
        connection.SendChat(shape.Message);
    }

    protected override void OnMessage(ReadOnlySpan<byte> type, ReadOnlySpan<byte> json)
    {
        Counted(json.Length);
        if (!_checker.Check(type, json))
            return;
        if (control.Stopping)
            BecomeIdle();
        else
            SendNext();
    }
}

namespace Reasoning.Benchmarks.Load;

/// <summary>Reads a session in which another connection asks, and sees every event of every run.</summary>
internal sealed class ReaderDriver(StreamShape shape) : Driver
{
    private readonly RunChecker _checker = new(shape);

    protected override void OnConnected(ReadOnlySpan<byte> json)
    {
        _checker.Connected(json);
        _checker.Begin();
    }

    protected override void SendNext() => BecomeIdle();

    protected override void OnMessage(ReadOnlySpan<byte> type, ReadOnlySpan<byte> json)
    {
        Counted(json.Length);
        if (_checker.Check(type, json))
            _checker.Begin();
    }
}

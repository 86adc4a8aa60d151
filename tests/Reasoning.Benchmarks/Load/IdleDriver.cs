using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Load;

/// <summary>Is connected and does nothing.</summary>
internal sealed class IdleDriver : Driver
{
    protected override void SendNext() => BecomeIdle();

    protected override void OnMessage(ReadOnlySpan<byte> type, ReadOnlySpan<byte> json) =>
        throw ProtocolException.Unexpected("nothing", json);
}

using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Load;

/// <summary>Gets every broadcast, whole, once and in order.</summary>
/// <param name="current">The broadcast that is on its way.</param>
internal sealed class BroadcastDriver(Func<BroadcastRound?> current) : Driver
{
    private BroadcastRound? _received;

    protected override void SendNext() => BecomeIdle();

    protected override void OnMessage(ReadOnlySpan<byte> type, ReadOnlySpan<byte> json)
    {
        if (current() is not { } round || round == _received || !json.SequenceEqual(round.Message))
            throw ProtocolException.Unexpected("the broadcast, once", json);
        _received = round;
        Counted(json.Length);
        round.Received();
    }
}

using Reasoning.ChaosTests.Proxies;

namespace Reasoning.ChaosTests.Plans;

/// <summary>What will happen to one connection.</summary>
internal sealed record ConnectionFaults(Cut? Cut, IReadOnlyList<Stall> Stalls)
{
    // A handshake and the messages of one connection; what a client receives is soon a hundred times as much.
    private const int LargestUpstream = 6_000;
    private const int LargestDownstream = 1_000_000;
    private const int Handshake = 300;

    public static ConnectionFaults None { get; } = new(null, []);

    public static ConnectionFaults From(Dice dice)
    {
        Cut? cut = null;
        if (dice.Happens(75))
        {
            var direction = dice.Happens(70) ? Direction.ToClient : Direction.ToServer;
            var largest = direction == Direction.ToClient ? LargestDownstream : LargestUpstream;
            var bytes = dice.Happens(15) ? dice.Between(0, Handshake) : dice.OfAnySize(Handshake, largest);
            cut = new Cut(direction, bytes, dice.Happens(50) ? CutKind.Reset : CutKind.End);
        }

        var stalls = new List<Stall>();
        while (dice.Happens(35))
        {
            var direction = dice.Happens(80) ? Direction.ToClient : Direction.ToServer;
            var largest = direction == Direction.ToClient ? LargestDownstream : LargestUpstream;
            var time = dice.Happens(10) ? dice.Milliseconds(2_000, 4_000) : dice.Milliseconds(20, 1_000);
            stalls.Add(new Stall(direction, dice.OfAnySize(1, largest), time));
        }

        return new ConnectionFaults(cut, [.. stalls.OrderBy(stall => stall.AfterBytes)]);
    }
}

using System.Numerics;

namespace Reasoning.Application.Sessions;

/// <summary>
/// Slabs that nobody holds, by size, for whoever needs one next. What lives for seconds is what a generational collector
/// handles worst, and events in a log do. Bounded: what does not fit is left to the collector.
/// </summary>
/// <param name="maxBytes">What it keeps at most.</param>
internal sealed class SlabPool(long maxBytes)
{
    public const int Smallest = 1024;
    public const int Largest = 128 * 1024;

    private const long SharedBytes = 64 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Stack<Slab>[] _free = [.. Enumerable.Range(0, BitOperations.Log2(Largest / Smallest) + 1).Select(_ => new Stack<Slab>())];

    /// <summary>One for the process: more than a log in memory with its default limits forgets in one go.</summary>
    public static SlabPool Shared { get; } = new(SharedBytes);

    /// <summary>What it keeps now.</summary>
    public long Bytes { get; private set; }

    /// <summary>An empty one with room for at least so many bytes, held by whoever asks.</summary>
    public Slab Rent(int size)
    {
        if (size > Largest)
            return new Slab(size, pool: null);

        var kind = KindOf(size);
        lock (_lock)
        {
            if (_free[kind].TryPop(out var free))
            {
                Bytes -= free.Size;
                free.Begin();
                return free;
            }
        }

        return new Slab(Smallest << kind, this);
    }

    /// <summary>Takes back one that nobody holds.</summary>
    public void Return(Slab slab)
    {
        lock (_lock)
        {
            if (Bytes + slab.Size > maxBytes)
                return;
            Bytes += slab.Size;
            _free[KindOf(slab.Size)].Push(slab);
        }
    }

    private static int KindOf(int size) => size <= Smallest ? 0 : BitOperations.Log2((uint)(size - 1) / Smallest) + 1;
}

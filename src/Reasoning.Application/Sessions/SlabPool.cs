namespace Reasoning.Application.Sessions;

/// <summary>
/// Slabs that nobody holds, of a few sizes, for whoever needs one next. What lives for seconds is what a generational
/// collector handles worst, and events in a log do. Bounded: what does not fit is left to the collector.
/// </summary>
/// <param name="maxBytesOfASize">What it keeps at most of each size. Not of all together: then slabs of one size would take the place of another's.</param>
internal sealed class SlabPool(long maxBytesOfASize)
{
    public const int Smallest = 2 * 1024;
    public const int Largest = 128 * 1024;

    /// <summary>From one size to the next.</summary>
    public const int Step = 4;

    private const long SharedBytesOfASize = 20 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Stack<Slab>[] _free = [.. Enumerable.Range(0, KindOf(Largest) + 1).Select(_ => new Stack<Slab>())];

    /// <summary>One for the process: a bit more than a log in memory with its default limits forgets in one go.</summary>
    public static SlabPool Shared { get; } = new(SharedBytesOfASize);

    /// <summary>What it keeps now.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _free.Sum(slabs => slabs.Sum(slab => (long)slab.Size));
        }
    }

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
                free.Begin();
                return free;
            }
        }

        return new Slab(SizeOf(kind), this);
    }

    /// <summary>Takes back one that nobody holds.</summary>
    public void Return(Slab slab)
    {
        lock (_lock)
        {
            var free = _free[KindOf(slab.Size)];
            if ((free.Count + 1L) * slab.Size <= maxBytesOfASize)
                free.Push(slab);
        }
    }

    private static int KindOf(int size)
    {
        var kind = 0;
        while (SizeOf(kind) < size)
            kind++;
        return kind;
    }

    private static int SizeOf(int kind)
    {
        var size = Smallest;
        for (; kind > 0; kind--)
            size *= Step;
        return size;
    }
}

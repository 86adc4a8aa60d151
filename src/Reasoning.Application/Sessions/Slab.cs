namespace Reasoning.Application.Sessions;

/// <summary>
/// A block of memory that is filled with encoded events, one after the other, and read where they lie: by the store, the
/// tail and every reader. One writer appends, and what is written never changes, so whoever holds it may read what he was
/// told of while more is appended behind. The last to let go gives the memory back to its pool; the memory of one who
/// never lets go is left to the garbage collector, so that forgetting costs an allocation and nothing else.
/// </summary>
internal sealed class Slab
{
    private readonly SlabPool? _pool;
    private Place[] _places;
    private int _holders = 1;
    private int _lease;

    /// <param name="pool">Where it goes in the end; <see langword="null"/> for nowhere.</param>
    public Slab(int size, SlabPool? pool)
    {
        Bytes = GC.AllocateUninitializedArray<byte>(size);
        _places = new Place[Math.Max(size / 256, 4)];
        _pool = pool;
    }

    /// <summary>One that is full from the beginning, without headers.</summary>
    public Slab(byte[] bytes, int[] ends)
    {
        Bytes = bytes;
        _places = [.. ends.Select((end, index) => new Place(index == 0 ? 0 : ends[index - 1], end))];
        Count = ends.Length;
    }

    public byte[] Bytes { get; }

    public int Size => Bytes.Length;

    /// <summary>How many events it has; only its writer asks.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of them; only its writer asks.</summary>
    public int Used => Start(Count);

    /// <summary>Which use of the memory this is: another one after it was given back.</summary>
    public int Lease => Volatile.Read(ref _lease);

    /// <summary>Where an event begins, with its header.</summary>
    public int Start(int index) => index == 0 ? 0 : Volatile.Read(ref _places)[index - 1].End;

    /// <summary>Where it begins behind its header.</summary>
    public int Body(int index) => Volatile.Read(ref _places)[index].Body;

    /// <summary>The bytes behind the last event have become one.</summary>
    public void Append(int header, int length)
    {
        var places = _places;
        if (Count == places.Length)
        {
            // Readers go on with the old one, which says the same of all they know.
            Array.Resize(ref places, Count * 2);
            Volatile.Write(ref _places, places);
        }

        var body = Used + header;
        places[Count] = new Place(body, body + length);
        Count++;
    }

    /// <summary>Copies the events from one on into an empty slab that has room for them, and what was written behind the last; then lets go.</summary>
    public void MoveTo(Slab larger, int first = 0, int written = 0)
    {
        Bytes.AsSpan(Start(first), Used - Start(first) + written).CopyTo(larger.Bytes);
        for (var index = first; index < Count; index++)
            larger.Append(Body(index) - Start(index), Start(index + 1) - Body(index));
        Release();
    }

    public void Hold()
    {
        if (Interlocked.Increment(ref _holders) <= 1)
            throw new InvalidOperationException("Nobody holds this memory any more.");
    }

    public void Release()
    {
        var left = Interlocked.Decrement(ref _holders);
        if (left < 0)
            throw new InvalidOperationException("This memory was let go of more often than it was held.");
        if (left > 0 || _pool is null)
            return;

        Volatile.Write(ref _lease, _lease + 1);
        _pool.Return(this);
    }

    /// <summary>Out of the pool, empty, for one holder.</summary>
    public void Begin()
    {
        Count = 0;
        Volatile.Write(ref _holders, 1);
    }

    private readonly record struct Place(int Body, int End);
}

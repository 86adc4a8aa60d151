namespace Reasoning.Application.Sessions;

/// <summary>
/// Consecutive events of one session, encoded once. The same bytes are stored, kept and written to every socket, so
/// nobody may change them.
/// <para>
/// Whoever is given a batch may read it until he returns. Who keeps it longer says <see cref="Hold"/> and, when he is
/// done with it, once, <see cref="Release"/>: then the memory serves other events. Who is handed a batch that was made
/// for him, as a page of the log, holds it already. To forget <see cref="Release"/> is a waste and not a fault.
/// </para>
/// </summary>
public sealed class EventBatch
{
    private readonly Slab _slab;
    private readonly int _index;
    private readonly int _lease;

    /// <summary>A batch in memory of its own, without headers.</summary>
    /// <param name="firstSeq">The sequence number of the first event.</param>
    /// <param name="bytes">The events, one after the other.</param>
    /// <param name="ends">Where each ends.</param>
    public EventBatch(long firstSeq, ReadOnlyMemory<byte> bytes, int[] ends)
        : this(firstSeq, new Slab(bytes.ToArray(), ends), 0, ends?.Length ?? 0)
    {
    }

    /// <summary>A part of a slab, which somebody holds for it.</summary>
    internal EventBatch(long firstSeq, Slab slab, int index, int count)
    {
        (FirstSeq, _slab, _index, Count) = (firstSeq, slab, index, count);
        Size = slab.Start(index + count) - slab.Start(index);
        _lease = slab.Lease;
    }

    public long FirstSeq { get; }

    public long LastSeq => FirstSeq + Count - 1;

    public int Count { get; }

    public int Size { get; }

    internal Slab Slab => _slab;

    /// <summary>Its first event in the slab.</summary>
    internal int Index => _index;

    /// <summary>The frame of the event with this number.</summary>
    public ReadOnlyMemory<byte> Frame(long seq)
    {
        ThrowIfReleased();
        var index = IndexOf(seq);
        var start = _slab.Body(index);
        return new ReadOnlyMemory<byte>(_slab.Bytes, start, _slab.Start(index + 1) - start);
    }

    /// <summary>The frames from one on, each behind its header: what goes to a client as it is.</summary>
    public ReadOnlyMemory<byte> WithHeaders(long from)
    {
        ThrowIfReleased();
        var start = _slab.Start(IndexOf(from));
        if (_slab.Body(IndexOf(from)) == start)
            throw new InvalidOperationException("These events have no headers.");
        return new ReadOnlyMemory<byte>(_slab.Bytes, start, _slab.Start(_index + Count) - start);
    }

    /// <summary>It is needed after this call too.</summary>
    public void Hold() => _slab.Hold();

    /// <summary>It is not needed any more.</summary>
    public void Release() => _slab.Release();

    private int IndexOf(long seq) => _index + (int)(seq - FirstSeq);

    /// <summary>Better no event than one of another session.</summary>
    private void ThrowIfReleased() => ObjectDisposedException.ThrowIf(_slab.Lease != _lease, this);
}

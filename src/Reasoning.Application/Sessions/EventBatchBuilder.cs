using System.Buffers;

namespace Reasoning.Application.Sessions;

/// <summary>
/// Collects encoded events until they are committed together. They are written where they stay: one batch behind the
/// other in a slab, and what finds no room there goes on in a larger one. So the slabs of a loud session are few, and a
/// quiet one holds little, or nothing after <see cref="Rest"/>.
/// </summary>
internal sealed class EventBatchBuilder(IEventEncoder encoder, SlabPool pool) : IBufferWriter<byte>
{
    private Slab? _slab;
    private int _nextSize = SlabPool.Smallest;

    // The first event in the slab that is in no batch yet, and what there is of the one being encoded.
    private int _first;
    private int _written;

    public int Count => _slab is null ? 0 : _slab.Count - _first;

    public int Size => _slab is null ? 0 : _slab.Used - _slab.Start(_first);

    public void Add(in SessionEvent @event)
    {
        _written = 0;
        encoder.Encode(@event, this);
        (_slab ??= NextSlab(0)).Append(_written);
        _written = 0;
    }

    /// <summary>What was added since the last one, held for whoever gets it.</summary>
    public EventBatch Build(long firstSeq)
    {
        var slab = _slab ?? throw new InvalidOperationException("There is nothing in it.");
        var batch = new EventBatch(firstSeq, slab, _first, Count);
        slab.Hold();
        _first = slab.Count;
        return batch;
    }

    /// <summary>Nothing is expected for a while: holds no memory until then.</summary>
    public void Rest()
    {
        if (_slab is null || Count > 0)
            return;
        _slab.Release();
        _slab = null;
        _first = 0;
        _nextSize = Math.Max(_nextSize / SlabPool.Step, SlabPool.Smallest);
    }

    public void Advance(int count) => _written += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => Room(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => Room(sizeHint).AsSpan();

    private ArraySegment<byte> Room(int sizeHint)
    {
        var needed = _written + Math.Max(sizeHint, 1);
        if (_slab is null || _slab.Used + needed > _slab.Size)
            MoveOn(needed);
        var start = _slab!.Used + _written;
        return new ArraySegment<byte>(_slab.Bytes, start, _slab.Size - start);
    }

    /// <summary>To a slab that has room for so much more, with what is in no batch yet.</summary>
    private void MoveOn(int needed)
    {
        var slab = NextSlab(Size + needed);
        _slab?.MoveTo(slab, _first, _written);
        _slab = slab;
        _first = 0;
    }

    private Slab NextSlab(int needed)
    {
        // Twice what is there already: while a commit takes its time, events pile up, and are not to be moved each time.
        var slab = pool.Rent(Math.Max(_nextSize, needed > SlabPool.Smallest ? needed * 2 : needed));
        _nextSize = Math.Min(_nextSize * SlabPool.Step, SlabPool.Largest);
        return slab;
    }
}

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

    // The first event in the slab that is in no batch yet, and what there is of the one being encoded, with room for its header.
    private int _first;
    private int _written;

    public int Count => _slab is null ? 0 : _slab.Count - _first;

    public int Size => _slab is null ? 0 : _slab.Used - _slab.Start(_first);

    public void Add(in SessionEvent @event)
    {
        var header = encoder.Header;
        _written = header.UsualSize;
        encoder.Encode(@event, this);
        AddHeader(header, _written - header.UsualSize);
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

        // A step back for each forward; one more when hardly any of it was needed: who keeps the events keeps all of it.
        var isMostlyEmpty = _slab.Used <= _slab.Size / SlabPool.Step;
        _nextSize = Math.Max(_nextSize / (isMostlyEmpty ? SlabPool.Step * SlabPool.Step : SlabPool.Step), SlabPool.Smallest);
        _slab.Release();
        _slab = null;
        _first = 0;
    }

    public void Advance(int count) => _written += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => Room(Math.Max(sizeHint, 1));

    public Span<byte> GetSpan(int sizeHint = 0) => Room(Math.Max(sizeHint, 1)).AsSpan();

    /// <summary>The event lies behind the room that was left for its header.</summary>
    private void AddHeader(IEventHeader header, int length)
    {
        Span<byte> written = stackalloc byte[IEventHeader.Longest];
        var size = header.Write(written, length);
        Room(Math.Max(size - header.UsualSize, 0));
        var place = _slab!.Bytes.AsSpan(_slab.Used);
        if (size != header.UsualSize)
            place.Slice(header.UsualSize, length).CopyTo(place[size..]);
        written[..size].CopyTo(place);
        _slab.Append(size, length);
    }

    private ArraySegment<byte> Room(int sizeHint)
    {
        var needed = _written + sizeHint;
        if (_slab is null || _slab.Used + needed > _slab.Size)
            MoveOn(needed);
        var start = _slab!.Used + _written;
        return new ArraySegment<byte>(_slab.Bytes, start, _slab.Size - start);
    }

    /// <summary>To a slab that has room for so much more, with what is in no batch yet.</summary>
    private void MoveOn(int needed)
    {
        var slab = NextSlab(Size + needed);

        // The room for a header can reach over the end; nothing is written there yet.
        _slab?.MoveTo(slab, _first, Math.Min(_written, _slab.Size - _slab.Used));
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

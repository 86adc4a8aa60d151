namespace Reasoning.Application.Sessions;

/// <summary>The newest events of one session in memory, in the slabs in which they were encoded. Not thread-safe.</summary>
public sealed class EventTail(long lastSeq)
{
    private readonly Queue<Segment> _segments = [];
    private Segment? _newest;

    /// <summary>
    /// What it holds in memory, in steps of the smallest slab. What is left empty behind a slab's last event, when the next
    /// ones found no room there, is not counted.
    /// </summary>
    public long Bytes { get; private set; }

    public long LastSeq { get; private set; } = lastSeq;

    /// <summary>The first event that it still has; the one after the last when it has none.</summary>
    public long OldestSeq => _segments.TryPeek(out var oldest) ? oldest.FirstSeq : LastSeq + 1;

    public void Append(EventBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.FirstSeq != LastSeq + 1)
            throw new InvalidOperationException($"Event {batch.FirstSeq} does not follow event {LastSeq}.");

        LastSeq = batch.LastSeq;
        var before = _newest?.Bytes ?? 0;
        if (_newest is null || !_newest.TryExtend(batch))
        {
            batch.Hold();
            _segments.Enqueue(_newest = new Segment(batch));
            before = 0;
        }

        Bytes += _newest.Bytes - before;
    }

    /// <summary>The events after one and up to another, held for whoever asks: at least one if there is one, at most so many bytes.</summary>
    public EventBatch? Read(long after, long upTo, int maxBytes)
    {
        var first = after + 1;
        if (first < OldestSeq || first > Math.Min(upTo, LastSeq))
            return null;

        foreach (var segment in _segments)
        {
            if (first <= segment.LastSeq)
                return segment.Read(first, Math.Min(upTo, segment.LastSeq), maxBytes);
        }

        return null;
    }

    /// <summary>Forgets the oldest events until about so many bytes are left; never the newest of them.</summary>
    /// <returns>How many bytes that frees.</returns>
    public long Trim(long bytes)
    {
        var before = Bytes;
        while (Bytes > bytes && _segments.Count > 1)
            DropOldest();
        return before - Bytes;
    }

    /// <summary>Forgets every event, and remembers only how many there were.</summary>
    /// <returns>How many bytes that frees.</returns>
    public long Clear()
    {
        var before = Bytes;
        while (_segments.Count > 0)
            DropOldest();
        _newest = null;
        return before;
    }

    private void DropOldest()
    {
        var oldest = _segments.Dequeue();
        Bytes -= oldest.Bytes;
        oldest.Release();
    }

    /// <summary>What it has of one slab.</summary>
    private sealed class Segment(EventBatch first)
    {
        private readonly Slab _slab = first.Slab;
        private readonly int _index = first.Index;
        private int _count = first.Count;

        public int Bytes => Math.Min(_slab.Size, (Used + SlabPool.Smallest - 1) / SlabPool.Smallest * SlabPool.Smallest);

        private int Used => _slab.Start(_index + _count) - _slab.Start(_index);

        public long FirstSeq { get; } = first.FirstSeq;

        public long LastSeq => FirstSeq + _count - 1;

        /// <summary>With a batch that lies right behind.</summary>
        public bool TryExtend(EventBatch batch)
        {
            if (batch.Slab != _slab || batch.Index != _index + _count)
                return false;
            _count += batch.Count;
            return true;
        }

        public EventBatch Read(long seq, long last, int maxBytes)
        {
            var index = _index + (int)(seq - FirstSeq);
            var most = (int)(last - seq) + 1;
            var count = 1;
            while (count < most && _slab.Start(index + count + 1) - _slab.Start(index) <= maxBytes)
                count++;
            _slab.Hold();
            return new EventBatch(seq, _slab, index, count);
        }

        public void Release() => _slab.Release();
    }
}

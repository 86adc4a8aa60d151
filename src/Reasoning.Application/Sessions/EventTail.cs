using System.Buffers;

namespace Reasoning.Application.Sessions;

/// <summary>
/// The newest events of one session in memory. It copies them into segments of pooled memory: events that live for
/// seconds would otherwise be what a generational collector handles worst. Not thread-safe.
/// </summary>
public sealed class EventTail(long lastSeq, ArrayPool<byte> pool)
{
    /// <summary>Bytes in the segments of a loud session.</summary>
    public const int LargestSegment = 32 * 1024;

    private const int SmallestSegment = 1024;

    private readonly Queue<Segment> _segments = [];
    private Segment? _newest;

    /// <summary>What it holds in memory, used or not.</summary>
    public long Bytes { get; private set; }

    public long LastSeq { get; private set; } = lastSeq;

    /// <summary>The first event that it still has; the one after the last when it has none.</summary>
    public long OldestSeq => _segments.TryPeek(out var oldest) ? oldest.FirstSeq : LastSeq + 1;

    public void Append(EventBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.FirstSeq != LastSeq + 1)
            throw new InvalidOperationException($"Event {batch.FirstSeq} does not follow event {LastSeq}.");

        while (LastSeq < batch.LastSeq)
        {
            var next = LastSeq + 1;
            if (_newest is null || !_newest.HasRoom(batch.Frame(next).Length))
                _newest = AddSegment(next, batch.Frame(next).Length);
            LastSeq = _newest.Fill(batch, next);
        }
    }

    /// <summary>A copy of the events after one and up to another: at least one if there is one, then up to so many bytes.</summary>
    public EventBatch? Read(long after, long upTo, int maxBytes)
    {
        var first = after + 1;
        if (first < OldestSeq || first > Math.Min(upTo, LastSeq))
            return null;

        var page = new LogPageBuilder(first, maxBytes);
        foreach (var segment in _segments)
        {
            for (var seq = Math.Max(first, segment.FirstSeq); seq <= Math.Min(upTo, segment.LastSeq); seq++)
            {
                var frame = segment.Frame(seq);
                if (page.Add(seq, frame.Length) is not { } place)
                    return page.Build();
                frame.CopyTo(place);
            }
        }

        return page.Build();
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

    /// <summary>Each larger than the one before: a quiet session holds little, and a loud one few segments.</summary>
    private Segment AddSegment(long firstSeq, int frameLength)
    {
        var size = _newest is null ? SmallestSegment : Math.Min(_newest.Size * 2, LargestSegment);
        var segment = new Segment(firstSeq, pool.Rent(Math.Max(size, frameLength)));
        _segments.Enqueue(segment);
        Bytes += segment.Size;
        return segment;
    }

    private void DropOldest()
    {
        var oldest = _segments.Dequeue();
        Bytes -= oldest.Size;
        pool.Return(oldest.Memory);
    }

    private sealed class Segment(long firstSeq, byte[] memory)
    {
        private readonly List<int> _ends = [];

        public byte[] Memory { get; } = memory;

        public int Size => Memory.Length;

        public long FirstSeq { get; } = firstSeq;

        public long LastSeq => FirstSeq + _ends.Count - 1;

        private int Used => _ends.Count == 0 ? 0 : _ends[^1];

        public bool HasRoom(int frameLength) => Used + frameLength <= Memory.Length;

        /// <summary>Copies as many events as find room, in one go.</summary>
        /// <returns>The last of them.</returns>
        public long Fill(EventBatch batch, long first)
        {
            var start = Used;
            var last = first - 1;
            for (var end = start; last < batch.LastSeq; last++)
            {
                end += batch.Frame(last + 1).Length;
                if (end > Memory.Length)
                    break;
                _ends.Add(end);
            }

            batch.Frames(first, last).Span.CopyTo(Memory.AsSpan(start));
            return last;
        }

        public ReadOnlySpan<byte> Frame(long seq)
        {
            var index = (int)(seq - FirstSeq);
            return Memory.AsSpan((index == 0 ? 0 : _ends[index - 1]).._ends[index]);
        }
    }
}

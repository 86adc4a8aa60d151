namespace Reasoning.Application.Sessions;

/// <summary>Puts a page of a log together: consecutive events, at least one, then as many as so many bytes hold.</summary>
public sealed class LogPageBuilder(long firstSeq, int maxBytes, IEventHeader header)
{
    private Slab? _slab;

    /// <returns>Where its frame has to be copied to; <see langword="null"/> when it finds no room or does not follow the last.</returns>
    public ArraySegment<byte>? Add(long seq, int length)
    {
        Span<byte> before = stackalloc byte[IEventHeader.Longest];
        before = before[..header.Write(before, length)];
        var (count, used) = _slab is null ? (0, 0) : (_slab.Count, _slab.Used);
        var needed = used + before.Length + length;
        if (seq != firstSeq + count || (count > 0 && needed > maxBytes))
            return null;

        if (_slab is null || needed > _slab.Size)
            MoveOn(needed);
        before.CopyTo(_slab!.Bytes.AsSpan(used));
        _slab.Append(before.Length, length);
        return new ArraySegment<byte>(_slab.Bytes, used + before.Length, length);
    }

    /// <summary>Held for whoever gets it; <see langword="null"/> when the log does not hold the first.</summary>
    public EventBatch? Build() => _slab is null ? null : new EventBatch(firstSeq, _slab, 0, _slab.Count);

    private void MoveOn(int needed)
    {
        var slab = SlabPool.Shared.Rent(_slab is null ? needed : needed * 2);
        _slab?.MoveTo(slab);
        _slab = slab;
    }
}

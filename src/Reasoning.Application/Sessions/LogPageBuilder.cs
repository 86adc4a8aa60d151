namespace Reasoning.Application.Sessions;

/// <summary>Puts a page of a log together: consecutive events, at least one, then as many as so many bytes hold.</summary>
public sealed class LogPageBuilder(long firstSeq, int maxBytes)
{
    private Slab? _slab;

    /// <returns>Where its frame has to be copied to; <see langword="null"/> when it finds no room or does not follow the last.</returns>
    public ArraySegment<byte>? Add(long seq, int length)
    {
        var (count, used) = _slab is null ? (0, 0) : (_slab.Count, _slab.Used);
        if (seq != firstSeq + count || (count > 0 && used + length > maxBytes))
            return null;

        if (_slab is null || used + length > _slab.Size)
            MoveOn(used + length);
        _slab!.Append(length);
        return new ArraySegment<byte>(_slab.Bytes, used, length);
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

namespace Reasoning.Application.Sessions;

/// <summary>Puts a page of a log together: consecutive events, at least one, then as many as so many bytes hold.</summary>
public sealed class LogPageBuilder(long firstSeq, int maxBytes)
{
    private readonly PooledBuffer _bytes = new();
    private readonly List<int> _ends = [];

    /// <returns>Where its frame has to be copied to; <see langword="null"/> when it finds no room or does not follow the last.</returns>
    public ArraySegment<byte>? Add(long seq, int length)
    {
        if (seq != firstSeq + _ends.Count || (_ends.Count > 0 && _bytes.Length + length > maxBytes))
            return null;

        var frame = _bytes.Append(length);
        _ends.Add(_bytes.Length);
        return frame;
    }

    /// <summary><see langword="null"/> when the log does not hold the first.</summary>
    public EventBatch? Build() => _ends.Count == 0 ? null : new EventBatch(firstSeq, _bytes.Take(), [.. _ends]);
}

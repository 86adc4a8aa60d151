using Reasoning.Application.Sessions;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>Puts rows together until so many bytes are reached; it takes at least one.</summary>
internal sealed class EventPage(long firstSeq, int maxBytes)
{
    private readonly List<byte[]> _frames = [];
    private readonly List<int> _ends = [];

    /// <returns>Whether it was taken; one that does not follow the last never is.</returns>
    public bool Add(long seq, byte[] frame)
    {
        var end = (_ends.Count == 0 ? 0 : _ends[^1]) + frame.Length;
        if (seq != firstSeq + _ends.Count || (_ends.Count > 0 && end > maxBytes))
            return false;

        _frames.Add(frame);
        _ends.Add(end);
        return true;
    }

    /// <summary><see langword="null"/> when the log does not hold the first.</summary>
    public EventBatch? Build()
    {
        if (_ends.Count == 0)
            return null;

        var bytes = GC.AllocateUninitializedArray<byte>(_ends[^1]);
        for (var index = 0; index < _frames.Count; index++)
            _frames[index].CopyTo(bytes, _ends[index] - _frames[index].Length);
        return new EventBatch(firstSeq, bytes, [.. _ends]);
    }
}

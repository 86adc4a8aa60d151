namespace Reasoning.Application.Sessions;

/// <summary>
/// Consecutive events of one session, encoded once. The same bytes are stored, kept and written to every socket, so
/// nobody may change them.
/// </summary>
/// <param name="firstSeq">The sequence number of the first event.</param>
/// <param name="bytes">The frames, one after the other.</param>
/// <param name="ends">Where each frame ends.</param>
public sealed class EventBatch(long firstSeq, ReadOnlyMemory<byte> bytes, int[] ends)
{
    public long FirstSeq { get; } = firstSeq;

    public long LastSeq => FirstSeq + Count - 1;

    public int Count => ends.Length;

    public int Size => bytes.Length;

    /// <summary>The frame of the event with this number.</summary>
    public ReadOnlyMemory<byte> Frame(long seq) => Frames(seq, seq);

    /// <summary>The frames of consecutive events, one after the other.</summary>
    public ReadOnlyMemory<byte> Frames(long first, long last)
    {
        var index = (int)(first - FirstSeq);
        return bytes[(index == 0 ? 0 : ends[index - 1])..ends[(int)(last - FirstSeq)]];
    }
}

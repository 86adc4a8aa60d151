using System.Buffers;

namespace Reasoning.UnitTests.Infrastructure.WebSockets.Framing;

/// <summary>A piece of a sequence whose pieces are as small as a test wants them.</summary>
internal sealed class TinySegment : ReadOnlySequenceSegment<byte>
{
    public static ReadOnlySequence<byte> Sequence(byte[] bytes, int size)
    {
        var first = new TinySegment { Memory = bytes.AsMemory(0, Math.Min(size, bytes.Length)) };
        var last = first;
        for (var at = size; at < bytes.Length; at += size)
        {
            var next = new TinySegment { Memory = bytes.AsMemory(at, Math.Min(size, bytes.Length - at)), RunningIndex = at };
            last.Next = next;
            last = next;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}

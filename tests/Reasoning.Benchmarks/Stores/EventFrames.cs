using System.Buffers.Binary;

namespace Reasoning.Benchmarks.Stores;

/// <summary>Events as a store sees them: bytes, of which the first are the event's number.</summary>
internal static class EventFrames
{
    public const int Size = 300;

    /// <summary>Several, one after the other.</summary>
    public static byte[] Create(int count)
    {
        var bytes = new byte[count * Size];
        for (var index = 0; index < bytes.Length; index++)
            bytes[index] = (byte)(' ' + index % 89);
        return bytes;
    }

    public static void Number(Span<byte> frame, long seq) => BinaryPrimitives.WriteInt64LittleEndian(frame, seq);

    public static long NumberOf(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadInt64LittleEndian(frame);
}

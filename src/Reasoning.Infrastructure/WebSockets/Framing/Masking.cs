using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Reasoning.Infrastructure.WebSockets.Framing;

/// <summary>Takes the mask off a client's payload: RFC 6455, section 5.3.</summary>
internal static class Masking
{
    private const int BitsOfByte = 8;

    /// <summary>Copies <paramref name="masked"/> unmasked.</summary>
    /// <param name="mask">The byte for the first of <paramref name="masked"/> lowest.</param>
    /// <returns>The mask for what follows.</returns>
    public static uint Unmask(ReadOnlySpan<byte> masked, Span<byte> payload, uint mask)
    {
        var at = 0;
        var key = mask | ((ulong)mask << 32);
        if (Vector256.IsHardwareAccelerated && BitConverter.IsLittleEndian)
        {
            var keys = Vector256.Create(key).AsByte();
            for (; masked.Length - at >= Vector256<byte>.Count; at += Vector256<byte>.Count)
                (Vector256.Create(masked.Slice(at, Vector256<byte>.Count)) ^ keys).CopyTo(payload[at..]);
        }

        for (; masked.Length - at >= sizeof(ulong); at += sizeof(ulong))
            BinaryPrimitives.WriteUInt64LittleEndian(payload[at..], BinaryPrimitives.ReadUInt64LittleEndian(masked[at..]) ^ key);

        // Whole masks until here, so the key still begins with the first byte of the mask.
        for (; at < masked.Length; at++, key = BitOperations.RotateRight(key, BitsOfByte))
            payload[at] = (byte)(masked[at] ^ (byte)key);
        return (uint)key;
    }
}

using System.Buffers.Binary;

namespace Reasoning.Benchmarks.Wire;

/// <summary>One WebSocket frame within a buffer (RFC 6455, section 5.2).</summary>
internal readonly record struct Frame(Opcode Opcode, bool Final, bool Masked, int Start, int Length)
{
    /// <summary>Any key will do: the mask protects proxies, and there is none on the loopback.</summary>
    private static readonly byte[] Mask = [0x37, 0xfa, 0x21, 0x3d];

    public int End => Start + Length;

    /// <returns>False when the buffer does not yet hold the whole frame.</returns>
    public static bool TryRead(ReadOnlySpan<byte> buffer, out Frame frame)
    {
        frame = default;
        if (buffer.Length < 2)
            return false;

        var masked = (buffer[1] & 0x80) != 0;
        long length = buffer[1] & 0x7f;
        var start = 2;
        if (length == 126)
        {
            if (buffer.Length < 4)
                return false;
            length = BinaryPrimitives.ReadUInt16BigEndian(buffer[2..]);
            start = 4;
        }
        else if (length == 127)
        {
            if (buffer.Length < 10)
                return false;
            length = BinaryPrimitives.ReadInt64BigEndian(buffer[2..]);
            start = 10;
        }

        if (masked)
            start += 4;
        if (buffer.Length - start < length)
            return false;

        frame = new Frame((Opcode)(buffer[0] & 0x0f), (buffer[0] & 0x80) != 0, masked, start, (int)length);
        return true;
    }

    /// <summary>A final frame. A client's frames are masked, a server's are not.</summary>
    public static byte[] Build(Opcode opcode, ReadOnlySpan<byte> payload, bool masked)
    {
        var extended = payload.Length > 125;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, ushort.MaxValue);
        var start = (extended ? 4 : 2) + (masked ? 4 : 0);
        var frame = new byte[start + payload.Length];
        frame[0] = (byte)(0x80 | (int)opcode);
        frame[1] = (byte)((extended ? 126 : payload.Length) | (masked ? 0x80 : 0));
        if (extended)
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
        payload.CopyTo(frame.AsSpan(start));
        if (masked)
        {
            Mask.CopyTo(frame, start - 4);
            ApplyMask(frame.AsSpan(start), Mask);
        }

        return frame;
    }

    /// <summary>Masks or unmasks: the operation is its own inverse.</summary>
    public static void ApplyMask(Span<byte> payload, ReadOnlySpan<byte> mask)
    {
        for (var i = 0; i < payload.Length; i++)
            payload[i] ^= mask[i & 3];
    }
}

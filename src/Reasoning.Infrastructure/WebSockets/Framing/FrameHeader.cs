using System.Buffers;
using System.Buffers.Binary;

namespace Reasoning.Infrastructure.WebSockets.Framing;

/// <summary>The header of a frame: RFC 6455, section 5.2.</summary>
/// <param name="IsFinal">Whether it ends its message (FIN).</param>
/// <param name="Length">Bytes of payload.</param>
/// <param name="Mask">What the payload is masked with, its first byte lowest.</param>
internal readonly record struct FrameHeader(Opcode Opcode, bool IsFinal, long Length, uint Mask)
{
    /// <summary>The longest payload of a control frame: section 5.5.</summary>
    public const int LongestControl = 125;

    /// <summary>Bytes of the longest header that a server writes: its frames are not masked (section 5.1).</summary>
    public const int LongestUnmasked = 10;

    private const int LongestMasked = LongestUnmasked + MaskSize;
    private const int MaskSize = 4;
    private const byte Final = 0x80;
    private const byte Reserved = 0x70;
    private const byte OpcodeBits = 0x0F;
    private const byte Masked = 0x80;
    private const byte Length16 = 126;
    private const byte Length64 = 127;

    public bool IsControl => Opcode >= Opcode.Close;

    /// <summary>Reads the header of a client's frame from where a frame begins.</summary>
    /// <param name="size">Bytes of the header.</param>
    public static HeaderState Read(in ReadOnlySequence<byte> bytes, out FrameHeader header, out int size)
    {
        // A header is hardly ever spread over two pieces of memory.
        Span<byte> gathered = stackalloc byte[LongestMasked];
        scoped var start = bytes.FirstSpan;
        if (start.Length < LongestMasked && !bytes.IsSingleSegment)
        {
            var length = (int)Math.Min(LongestMasked, bytes.Length);
            bytes.Slice(0, length).CopyTo(gathered);
            start = gathered[..length];
        }

        return Read(start, out header, out size);
    }

    /// <summary>Writes the header of a server's frame, which is a whole message.</summary>
    /// <param name="header">Room for at least <see cref="LongestUnmasked"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    public static int Write(Span<byte> header, Opcode opcode, int length)
    {
        header[0] = (byte)(Final | (byte)opcode);
        switch (length)
        {
            case < Length16:
                header[1] = (byte)length;
                return 2;
            case <= ushort.MaxValue:
                header[1] = Length16;
                BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)length);
                return 4;
            default:
                header[1] = Length64;
                BinaryPrimitives.WriteUInt64BigEndian(header[2..], (ulong)length);
                return LongestUnmasked;
        }
    }

    private static bool IsKnown(Opcode opcode) => opcode is <= Opcode.Binary or (>= Opcode.Close and <= Opcode.Pong);

    private static HeaderState Read(ReadOnlySpan<byte> start, out FrameHeader header, out int size)
    {
        header = default;
        size = 0;
        if (start.Length < 2)
            return HeaderState.Incomplete;

        // No extension was negotiated, so the reserved bits have no meaning; a client's frames are masked (section 5.1).
        var opcode = (Opcode)(start[0] & OpcodeBits);
        var isFinal = (start[0] & Final) != 0;
        var shortLength = start[1] & ~Masked;
        if ((start[0] & Reserved) != 0 || (start[1] & Masked) == 0 || !IsKnown(opcode))
            return HeaderState.Invalid;

        // Section 5.5: control frames are short and whole.
        if (opcode >= Opcode.Close && (!isFinal || shortLength > LongestControl))
            return HeaderState.Invalid;

        var lengthSize = shortLength switch { Length16 => 2, Length64 => 8, _ => 0 };
        size = 2 + lengthSize + MaskSize;
        if (start.Length < size)
            return HeaderState.Incomplete;

        var length = lengthSize switch
        {
            2 => BinaryPrimitives.ReadUInt16BigEndian(start[2..]),
            8 => BinaryPrimitives.ReadInt64BigEndian(start[2..]),
            _ => shortLength,
        };

        // Section 5.2: the highest bit of 64 is 0, and a length is written in as few bytes as it needs.
        if ((lengthSize == 2 && length < Length16) || (lengthSize == 8 && length <= ushort.MaxValue))
            return HeaderState.Invalid;

        header = new FrameHeader(opcode, isFinal, length, BinaryPrimitives.ReadUInt32LittleEndian(start[(2 + lengthSize)..]));
        return HeaderState.Complete;
    }
}

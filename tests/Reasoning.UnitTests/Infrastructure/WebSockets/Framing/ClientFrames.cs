using System.Buffers.Binary;
using System.Text;
using Reasoning.Infrastructure.WebSockets.Framing;

namespace Reasoning.UnitTests.Infrastructure.WebSockets.Framing;

/// <summary>Frames as a client writes them, right or wrong.</summary>
internal static class ClientFrames
{
    public const uint SomeMask = 0xC3A5_5A01;

    public static byte[] Text(string text, bool isFinal = true) => Frame(Opcode.Text, Encoding.UTF8.GetBytes(text), isFinal);

    public static byte[] Continuation(string text, bool isFinal = true) => Frame(Opcode.Continuation, Encoding.UTF8.GetBytes(text), isFinal);

    public static byte[] Close(int code, string reason = "") =>
        Frame(Opcode.Close, [(byte)(code >> 8), (byte)code, .. Encoding.UTF8.GetBytes(reason)]);

    public static byte[] Frame(Opcode opcode, byte[] payload, bool isFinal = true, uint mask = SomeMask) =>
        [.. Header((isFinal ? 0x80 : 0) | (int)opcode, payload.Length, mask), .. Masked(payload, mask)];

    /// <summary>A header with this first byte, which promises so much.</summary>
    public static byte[] Header(int first, long length, uint mask = SomeMask)
    {
        var wide = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteInt64BigEndian(wide, length);
        byte[] promise = length switch
        {
            >= 0 and < 126 => [(byte)(0x80 | length)],
            >= 0 and <= ushort.MaxValue => [0x80 | 126, .. wide[6..]],
            _ => [0x80 | 127, .. wide],
        };
        return [(byte)first, .. promise, .. MaskBytes(mask)];
    }

    public static byte[] MaskBytes(uint mask) => [(byte)mask, (byte)(mask >> 8), (byte)(mask >> 16), (byte)(mask >> 24)];

    /// <summary>RFC 6455, section 5.3, to the letter.</summary>
    public static byte[] Masked(byte[] payload, uint mask)
    {
        var key = MaskBytes(mask);
        return [.. payload.Select((value, index) => (byte)(value ^ key[index % 4]))];
    }
}

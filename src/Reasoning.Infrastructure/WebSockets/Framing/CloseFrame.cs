using System.Buffers.Binary;
using System.Text.Unicode;
using Reasoning.Infrastructure.Connections;

namespace Reasoning.Infrastructure.WebSockets.Framing;

/// <summary>The payload of close frames: RFC 6455, section 5.5.1.</summary>
internal static class CloseFrame
{
    /// <summary>Bytes of a payload without a reason, which is all that a server sends.</summary>
    public const int CodeSize = sizeof(ushort);

    /// <summary>Which code answers a client's close frame: its own, or that of what is wrong with it.</summary>
    public static int Answer(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
            return CloseCode.Normal;
        if (payload.Length < CodeSize)
            return CloseCode.ProtocolError;

        var code = BinaryPrimitives.ReadUInt16BigEndian(payload);
        if (!MayBeSent(code))
            return CloseCode.ProtocolError;
        return Utf8.IsValid(payload[CodeSize..]) ? code : CloseCode.InvalidText;
    }

    /// <summary>Sections 7.4.1 and 7.4.2, and the codes that IANA has registered since; 1004 to 1006 and 1015 are never on the wire.</summary>
    private static bool MayBeSent(int code) => code is (>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999);
}

using System.Text;

namespace Reasoning.IntegrationTests.Rfc6455.Fuzzing;

/// <summary>
/// Reads a client's bytes as RFC 6455 wants them read: slowly, from an array, and written by the RFC's text and not after
/// the server's code. What the two disagree about is a mistake in one of them.
/// </summary>
internal static class ReferenceReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static ReferenceReading Read(IReadOnlyList<byte> bytes, int maxMessageBytes)
    {
        var messages = new List<string>();
        var pings = new List<byte[]>();
        List<byte>? message = null;
        var frames = 0;
        var at = 0;

        ReferenceReading Open(long? missing) => new(messages, pings, null, false, frames, at, missing);
        ReferenceReading Fail(int code) => new(messages, pings, code, false, frames, at, null);

        while (true)
        {
            if (bytes.Count - at < 2)
                return Open(bytes.Count == at ? 0 : null);

            // 5.2: FIN, RSV1-3, opcode, MASK, payload length.
            var (first, second) = (bytes[at], bytes[at + 1]);
            var isFinal = first >= 0x80;
            var opcode = first % 16;
            if (first / 16 % 8 != 0 || opcode is > 2 and < 8 or > 10 || second < 0x80)
                return Fail(1002);
            if (opcode >= 8 && (!isFinal || second - 0x80 > 125))
                return Fail(1002);

            var width = (second - 0x80) switch { 126 => 2, 127 => 8, _ => 0 };
            var payloadAt = at + 2 + width + 4;
            if (payloadAt > bytes.Count)
                return Open(null);
            var length = (UInt128)(second - 0x80);
            if (width > 0)
            {
                length = 0;
                for (var index = 0; index < width; index++)
                    length = (length * 256) + bytes[at + 2 + index];
            }

            // The minimal number of bytes; the most significant bit is 0.
            if ((width == 2 && length < 126) || (width == 8 && length < 65536) || length > long.MaxValue)
                return Fail(1002);

            if (opcode < 8)
            {
                // 5.4
                if (opcode == 0 && message is null)
                    return Fail(1002);
                if (opcode != 0 && message is not null)
                    return Fail(1002);
                if (opcode == 2)
                    return Fail(1003);
                message ??= [];
                if ((UInt128)message.Count + length > (UInt128)maxMessageBytes)
                    return Fail(1009);
            }

            var present = bytes.Count - payloadAt;
            if ((UInt128)present < length)
                return Open((long)length - present);

            // 5.3
            var payload = new byte[(int)length];
            for (var index = 0; index < payload.Length; index++)
                payload[index] = (byte)(bytes[payloadAt + index] ^ bytes[payloadAt - 4 + (index % 4)]);
            frames++;
            at = payloadAt + payload.Length;
            switch (opcode)
            {
                case 8:
                    return new(messages, pings, CloseAnswer(payload), true, frames, at, null);
                case 9:
                    pings.Add(payload);
                    break;
                case < 8:
                    message!.AddRange(payload);
                    if (!isFinal)
                        break;
                    if (Decode([.. message]) is not { } text)
                        return Fail(1007);
                    messages.Add(text);
                    message = null;
                    break;
            }
        }
    }

    /// <summary>5.5.1 and 7.4.</summary>
    private static int CloseAnswer(byte[] payload)
    {
        if (payload.Length == 0)
            return 1000;
        if (payload.Length == 1)
            return 1002;
        var code = (payload[0] * 256) + payload[1];
        if (code is < 1000 or (>= 1015 and < 3000) or >= 5000 or 1004 or 1005 or 1006)
            return 1002;
        return Decode(payload[2..]) is null ? 1007 : code;
    }

    private static string? Decode(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

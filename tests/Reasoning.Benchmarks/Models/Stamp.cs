using System.Buffers;
using System.Buffers.Text;

using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Models;

/// <summary>The text of a chunk: when it was sent, by a clock that all processes of a machine share.</summary>
internal static class Stamp
{
    /// <summary>Characters, of which none is blank: nobody may trim one.</summary>
    public const int Size = 20;

    private static readonly StandardFormat Digits = new('D', Size - 1);

    /// <param name="text">As long as a stamp.</param>
    public static void Write(Span<byte> text)
    {
        text[0] = (byte)'@';
        Utf8Formatter.TryFormat(TimeProvider.System.GetTimestamp(), text[1..], out _, Digits);
    }

    /// <returns>How many milliseconds ago it was made.</returns>
    public static double Age(ReadOnlySpan<byte> text)
    {
        if (text.Length < Size || text[0] != '@' || !Utf8Parser.TryParse(text[1..Size], out long sent, out var length) || length != Size - 1)
            throw ProtocolException.Unexpected("the time when a chunk was sent", text);
        return TimeProvider.System.GetElapsedTime(sent).TotalMilliseconds;
    }
}

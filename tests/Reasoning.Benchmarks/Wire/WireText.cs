using System.Buffers.Text;
using System.Text;

namespace Reasoning.Benchmarks.Wire;

/// <summary>
/// Reads single members out of JSON without parsing it. A name with its quotes and colon cannot occur
/// inside a string, where a quote has a backslash before it, so a hit is always a member.
/// </summary>
internal static class WireText
{
    private static ReadOnlySpan<byte> Prefix => "{\"type\":\""u8;

    public static ReadOnlySpan<byte> TypeOf(ReadOnlySpan<byte> json)
    {
        if (!json.StartsWith(Prefix))
            throw ProtocolException.Unexpected("a message that begins with its type", json);
        var type = json[Prefix.Length..];
        return type[..type.IndexOf((byte)'"')];
    }

    /// <summary>A text without anything escaped; empty when the member is missing.</summary>
    /// <param name="member">The name with its quotes and colon, and the quote that opens the text.</param>
    public static string ReadText(ReadOnlySpan<byte> json, ReadOnlySpan<byte> member)
    {
        var at = json.IndexOf(member);
        if (at < 0)
            return "";
        var text = json[(at + member.Length)..];
        return Encoding.UTF8.GetString(text[..text.IndexOf((byte)'"')]);
    }

    /// <param name="member">The name with its quotes and colon.</param>
    public static bool TryReadNumber(ReadOnlySpan<byte> json, ReadOnlySpan<byte> member, out long value)
    {
        value = 0;
        var at = json.IndexOf(member);
        return at >= 0 && Utf8Parser.TryParse(json[(at + member.Length)..], out value, out _);
    }

    /// <param name="member">The name with its quotes and colon.</param>
    public static bool TryReadFraction(ReadOnlySpan<byte> json, ReadOnlySpan<byte> member, out double value)
    {
        value = 0;
        var at = json.IndexOf(member);
        return at >= 0 && Utf8Parser.TryParse(json[(at + member.Length)..], out value, out _);
    }
}

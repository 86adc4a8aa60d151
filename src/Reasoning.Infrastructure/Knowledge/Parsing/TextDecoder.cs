using System.Text;
using System.Text.RegularExpressions;

namespace Reasoning.Infrastructure.Knowledge.Parsing;

/// <summary>Turns a document's bytes into text that can be shown.</summary>
internal static partial class TextDecoder
{
    private const int Beginning = 8192;
    private const int MaxDeclaration = 1024;

    // No more control characters than this share is still a text.
    private const int ControlShare = 10;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary><see langword="null"/> for what is no text, whatever its name says.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes)
    {
        if (Marked(bytes) is { } marked)
            return Clean(marked);

        // As git tells them apart: no text has a zero.
        var beginning = bytes[..Math.Min(bytes.Length, Beginning)];
        if (beginning.Contains((byte)0) || CountControls(beginning) * ControlShare > beginning.Length)
            return null;
        return Clean(Declared(bytes) is { } declared ? declared.GetString(bytes) : Guess(bytes));
    }

    private static string? Marked(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, .. var rest] => Encoding.UTF8.GetString(rest),
        [0xFF, 0xFE, 0, 0, .. var rest] => Encoding.UTF32.GetString(rest),
        [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
        [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
        _ => null,
    };

    // What HTML or XML says of itself; of UTF-8 the bytes tell more.
    private static Encoding? Declared(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, MaxDeclaration)]);
        var name = Declaration().Match(head).Groups["name"].Value;
        if (name.Length == 0 || !(head.Contains("<meta", StringComparison.OrdinalIgnoreCase) || head.Contains("<?xml", StringComparison.Ordinal)))
            return null;
        try
        {
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
            return encoding is UTF8Encoding or UnicodeEncoding or UTF32Encoding ? null : encoding;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string Guess(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException) when (CutsCharacter(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Windows1252.GetString(bytes);
        }
    }

    // A file that was not read to its end may end within a character.
    private static bool CutsCharacter(ReadOnlySpan<byte> bytes)
    {
        for (var cut = 1; cut <= Math.Min(3, bytes.Length); cut++)
        {
            if (bytes[^cut] >= 0xC0)
                return System.Text.Unicode.Utf8.IsValid(bytes[..^cut]);
        }

        return false;
    }

    private static int CountControls(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var b in bytes)
            count += b < ' ' && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f' or 0x1B) ? 1 : 0;
        return count;
    }

    // Nothing that only steers a terminal or turns the order of letters; halves of pairs are replaced.
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                clean.Append(c).Append(text[++i]);
            else if (char.IsSurrogate(c))
                clean.Append('\uFFFD');
            else if (c is '\f')
                clean.Append('\n');
            else if (c is '\n' or '\r' or '\t' || !(char.IsControl(c) || IsInvisible(c)))
                clean.Append(c);
        }

        return clean.ToString();
    }

    private static bool IsInvisible(char c) =>
        c is '\u00AD' or '\u200B' or (>= '\u200E' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u206F') or '\uFEFF' or (>= '\uFFF9' and <= '\uFFFB');

    [GeneratedRegex("""(charset|encoding)\s*=\s*["']?(?<name>[\w.:-]{1,40})""", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Declaration();
}

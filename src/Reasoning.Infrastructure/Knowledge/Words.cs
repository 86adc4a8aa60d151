using System.Text;

namespace Reasoning.Infrastructure.Knowledge;

/// <summary>
/// Text as words, cut and folded as the index does it (SQLite's <c>unicode61</c>): runs of letters and digits, in lower case.
/// </summary>
internal static class Words
{
    // A word to the index, of a character for private use, which nobody writes.
    private const string Gap = " \uE000 ";

    public static IEnumerable<(int Start, int Length)> Ranges(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (!IsPart(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && IsPart(text[i]))
                i++;
            yield return (start, i - start);
        }
    }

    public static IEnumerable<string> Of(string text) =>
        Ranges(text).Select(range => text.Substring(range.Start, range.Length).ToLowerInvariant());

    public static IEnumerable<string> Stems(string text) => Of(text).Select(StemCache.Stem);

    /// <summary>The names in a text that are made of several words (<c>HeartbeatInterval</c>), each as those.</summary>
    public static IEnumerable<IReadOnlyList<string>> Names(string text)
    {
        foreach (var (start, length) in Ranges(text))
        {
            if (Split(text.AsSpan(start, length)) is { Count: > 1 } parts)
                yield return parts;
        }
    }

    /// <summary>The same as a text for the index, each name once, and what is no word between two: else a phrase could reach from one into the next.</summary>
    public static string Parts(string text)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        var parts = new StringBuilder();
        foreach (var name in Names(text).Select(parts => string.Join(' ', parts)).Where(seen.Add))
            parts.Append(parts.Length > 0 ? Gap : "").Append(name);
        return parts.ToString();
    }

    // Before a capital letter that follows a small one, and before the last of several: HTTPServer.
    private static List<string> Split(ReadOnlySpan<char> word)
    {
        List<string> parts = [];
        var start = 0;
        for (var i = 1; i < word.Length; i++)
        {
            if (char.IsUpper(word[i]) && (char.IsLower(word[i - 1]) || char.IsDigit(word[i - 1]) || (i + 1 < word.Length && char.IsUpper(word[i - 1]) && char.IsLower(word[i + 1]))))
            {
                parts.Add(word[start..i].ToString().ToLowerInvariant());
                start = i;
            }
        }

        parts.Add(word[start..].ToString().ToLowerInvariant());
        return parts;
    }

    // Halves of surrogate pairs are taken for letters: rare scripts stay whole.
    private static bool IsPart(char c) =>
        char.IsLetterOrDigit(c) || char.IsSurrogate(c)
        || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.PrivateUse;
}

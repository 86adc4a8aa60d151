namespace Reasoning.Infrastructure.Knowledge;

/// <summary>
/// Text as words, cut and folded as the index does it (SQLite's <c>unicode61</c>): runs of letters and digits, in lower case.
/// </summary>
internal static class Words
{
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

    // Halves of surrogate pairs are taken for letters: rare scripts stay whole.
    private static bool IsPart(char c) =>
        char.IsLetterOrDigit(c) || char.IsSurrogate(c)
        || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.PrivateUse;
}

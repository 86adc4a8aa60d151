using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Reasoning.Infrastructure.Knowledge.Parsing.Html;

/// <summary>Tells what no person has written: the parser's time grows with the square of how deeply elements are nested.</summary>
internal static partial class HtmlLimits
{
    private const int MaxOpen = 1_000;

    // Their end may be left out, or they have none.
    private static readonly FrozenSet<string> EndsAlone = new[]
    {
        "p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option", "br", "hr", "img", "input", "link",
        "meta", "col", "colgroup", "area", "base", "wbr", "source", "embed", "track", "param", "html", "head", "body",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Allow(string html)
    {
        var open = 0;
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < html.Length; at = html.IndexOf('<', at + 1))
        {
            var ends = html[at + 1] == '/';
            var start = at + (ends ? 2 : 1);
            var end = start;
            while (end < html.Length && end - start < 16 && char.IsAsciiLetterOrDigit(html[end]))
                end++;
            if (end == start || EndsAlone.Contains(html[start..end]))
                continue;
            open = ends ? Math.Max(0, open - 1) : open + (IsClosed(html, end) ? 0 : 1);
            if (open > MaxOpen)
                return false;
        }

        return true;
    }

    /// <summary>The text alone, for what cannot be parsed.</summary>
    public static string WithoutTags(string html) => Tag().Replace(html, " ");

    private static bool IsClosed(string html, int at)
    {
        var end = html.AsSpan(at, Math.Min(300, html.Length - at)).IndexOf('>');
        return end > 0 && html[at + end - 1] == '/';
    }

    [GeneratedRegex("<[^<>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}

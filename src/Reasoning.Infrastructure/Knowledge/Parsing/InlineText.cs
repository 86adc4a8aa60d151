using System.Buffers;
using System.Text.RegularExpressions;

namespace Reasoning.Infrastructure.Knowledge.Parsing;

/// <summary>Markdown's marks within a line, as far as they are no words.</summary>
internal static partial class InlineText
{
    private static readonly SearchValues<char> Strokes = SearchValues.Create("-=*_+~|#^");
    private static readonly SearchValues<char> StrokesAndGaps = SearchValues.Create("-=*_+~|:#^. \t");

    public static string Clean(string line)
    {
        if (line.AsSpan().IndexOfAny("[<*!") < 0)
            return line;
        line = Image().Replace(line, "");
        line = Link().Replace(line, "${text}");
        line = Tag().Replace(line, "");
        return Strong().Replace(line, "${text}");
    }

    /// <summary>Whether a line only points elsewhere, as those of a table of contents do.</summary>
    public static bool IsOnlyLinks(string line) =>
        (line.Contains("](", StringComparison.Ordinal) || line.Contains("://", StringComparison.Ordinal))
        && Address().Replace(Link().Replace(Image().Replace(line, ""), ""), "").Count(char.IsLetter) < 3;

    /// <summary>Whether a line is a rule, a table's frame or other drawing.</summary>
    public static bool IsDecoration(string line) =>
        line.AsSpan().ContainsAny(Strokes) && line.AsSpan().IndexOfAnyExcept(StrokesAndGaps) < 0;

    // All linear: [^...] classes that exclude their own delimiters, and the engine that never goes back.
    [GeneratedRegex(@"!\[[^\[\]]*\]\([^()\s]*[^()]*\)", RegexOptions.NonBacktracking)]
    private static partial Regex Image();

    [GeneratedRegex(@"\[(?<text>[^\[\]]*)\](\([^()]*\)|\[[^\[\]]*\])", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    // Only HTML's own names: <session_id> is a word of the text.
    [GeneratedRegex(
        @"</?(a|b|i|u|p|em|br|hr|h[1-6]|ul|ol|li|dl|dt|dd|td|th|tr|table|tbody|thead|div|span|img|sub|sup|kbd|strong|center|picture|details|summary)([ /][^<>]*)?>",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\*\*(?<text>[^*]+)\*\*", RegexOptions.NonBacktracking)]
    private static partial Regex Strong();

    [GeneratedRegex(@"<?[a-z]+://[^\s>]*>?", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}

using System.Buffers;
using System.Text.RegularExpressions;

namespace Reasoning.Infrastructure.Knowledge.Parsing.PlainText;

/// <summary>What a line looks like by itself or with its neighbours.</summary>
internal static partial class LineKind
{
    private const int MaxTitle = 120;

    private static readonly SearchValues<char> Strokes = SearchValues.Create("-=*_+~|#^");
    private static readonly SearchValues<char> StrokesAndGaps = SearchValues.Create("-=*_+~|:#^. \t");

    public static bool IsItem(string line) => Item().IsMatch(line);

    public static bool IsFence(string line) => line.AsSpan().TrimStart(' ').StartsWith("```");

    /// <summary>Whether a line is a rule, a table's frame or other drawing.</summary>
    public static bool IsDecoration(string line) =>
        line.AsSpan().ContainsAny(Strokes) && line.AsSpan().IndexOfAnyExcept(StrokesAndGaps) < 0;

    /// <summary>Whether a line only points elsewhere.</summary>
    public static bool IsOnlyAddress(string line) =>
        line.Contains("://", StringComparison.Ordinal) && Address().Replace(line, "").Count(char.IsLetter) < 3;

    /// <summary>Whether this many items that are numbered like sections can only be a table of contents.</summary>
    public static bool IsContents(IReadOnlyList<string> items) =>
        items.Count >= 10 && items.Count(item => SectionItem().IsMatch(item)) * 5 >= items.Count * 4;

    /// <summary>A title with a line of one repeated character below it.</summary>
    public static bool IsUnderlined(string line, string? below, out char mark)
    {
        mark = default;
        var title = line.AsSpan().Trim();
        var rule = below.AsSpan().Trim();
        if (rule.Length < 3 || title.Length is 0 or > MaxTitle || !"=-~^*+#\"".Contains(rule[0], StringComparison.Ordinal))
            return false;
        mark = rule[0];
        return rule.IndexOfAnyExcept(mark) < 0 && rule.Length * 2 >= title.Length && line.Any(char.IsLetter) && title[0] != '|';
    }

    /// <summary><c>3.2. Title</c> standing alone, as in RFCs; the level is the number's depth.</summary>
    public static bool IsNumberedTitle(Lines lines, out int level)
    {
        level = 0;
        var line = lines.Current.TrimEnd();
        if (line.Length > 80 || line[^1] is '.' or ',' or ';' or ':' || !StandsAlone(lines) || !NumberedTitle().IsMatch(line))
            return false;
        level = line.AsSpan(0, line.IndexOf(' ')).TrimEnd('.').Count('.') + 1;
        return true;
    }

    /// <summary><c>NAME</c> at the left edge, as in manual pages.</summary>
    public static bool IsCapitalTitle(Lines lines)
    {
        var line = lines.Current.TrimEnd();
        return line.Length is >= 4 and <= 60
            && char.IsLetter(line[0])
            && line.Count(char.IsUpper) >= 4
            && !line.Any(char.IsLower)
            && string.IsNullOrWhiteSpace(lines.Previous)
            && (string.IsNullOrWhiteSpace(lines.Next) || Lines.Indent(lines.Next) > 0);
    }

    private static bool StandsAlone(Lines lines) =>
        string.IsNullOrWhiteSpace(lines.Previous) && string.IsNullOrWhiteSpace(lines.Next);

    [GeneratedRegex(@"^ {0,12}([-*+•]|\d{1,3}[.)]) +\S", RegexOptions.NonBacktracking)]
    private static partial Regex Item();

    [GeneratedRegex(@"^ *[-*+•] +\d{1,3}(\.\d{1,3})*\.? ", RegexOptions.NonBacktracking)]
    private static partial Regex SectionItem();

    [GeneratedRegex(@"^\d{1,3}(\.\d{1,3})*\.? +[\p{Lu}/]", RegexOptions.NonBacktracking)]
    private static partial Regex NumberedTitle();

    [GeneratedRegex(@"<?[a-z]+://[^\s>]*>?", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}

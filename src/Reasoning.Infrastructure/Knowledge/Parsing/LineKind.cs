using System.Text.RegularExpressions;

namespace Reasoning.Infrastructure.Knowledge.Parsing;

/// <summary>What a line looks like by itself or with its neighbours.</summary>
internal static partial class LineKind
{
    private const int MaxTitle = 120;

    public static bool IsItem(string line) => Item().IsMatch(line);

    public static bool IsFence(string line, out string mark)
    {
        var text = line.AsSpan().TrimStart(' ');
        mark = text.StartsWith("```") ? "```" : text.StartsWith("~~~") ? "~~~" : "";
        return mark.Length > 0;
    }

    public static bool IsTableRow(string line) => line.AsSpan().TrimStart(' ').StartsWith("|");

    /// <summary>A target or directive of reStructuredText: <c>.. _name:</c>.</summary>
    public static bool IsMarkup(string line) => line.StartsWith(".. ", StringComparison.Ordinal);

    /// <summary><c>## Title ##</c>.</summary>
    public static bool IsMarkdownHeading(string line, out int level, out string title)
    {
        level = line.AsSpan().IndexOfAnyExcept('#');
        title = level is >= 1 and <= 6 && line[level] == ' ' ? line[level..].Trim().TrimEnd('#').TrimEnd() : "";
        return title.Length > 0;
    }

    /// <summary>A title with a line of one repeated character below it.</summary>
    public static bool IsUnderlined(string line, string? below, out char mark)
    {
        mark = default;
        var title = line.Trim();
        var rule = below?.Trim();
        if (rule is not { Length: >= 3 } || title.Length is 0 or > MaxTitle || !title.Any(char.IsLetter) || IsTableRow(line))
            return false;
        mark = rule[0];
        return "=-~^*+#\"".Contains(mark, StringComparison.Ordinal)
            && rule.AsSpan().IndexOfAnyExcept(mark) < 0
            && rule.Length * 2 >= title.Length;
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

    [GeneratedRegex(@"^\d{1,3}(\.\d{1,3})*\.? +[\p{Lu}/]", RegexOptions.NonBacktracking)]
    private static partial Regex NumberedTitle();
}

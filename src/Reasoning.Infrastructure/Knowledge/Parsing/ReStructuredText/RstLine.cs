using System.Text.RegularExpressions;

namespace Reasoning.Infrastructure.Knowledge.Parsing.ReStructuredText;

/// <summary>What a line of reStructuredText is.</summary>
internal static partial class RstLine
{
    public static bool IsBlank(string line) => string.IsNullOrWhiteSpace(line);

    public static int Indent(string line) => line.Length - line.AsSpan().TrimStart(' ').Length;

    /// <summary>One mark, repeated: below a title, or between two paragraphs.</summary>
    public static bool IsRule(string line)
    {
        var text = line.AsSpan().TrimEnd();
        return text.Length >= 3 && char.IsPunctuation(text[0]) | char.IsSymbol(text[0]) && text.IndexOfAnyExcept(text[0]) < 0;
    }

    /// <summary>How long the mark of a list's item is, with the gap behind it; 0 where there is none.</summary>
    public static int Marker(string line) => Mark().Match(line) is { Success: true } match ? match.Length : 0;

    public static char MarkerKind(string line) => line[0] is '-' or '*' or '+' or '•' ? line[0] : '#';

    public static bool IsField(string line) => FieldName().IsMatch(line);

    public static (string Name, string Body) Field(string line)
    {
        var match = FieldName().Match(line);
        return (match.Groups["name"].Value, line[match.Length..].Trim());
    }

    [GeneratedRegex(@"^([-*+•]|\(?(\d{1,4}|[a-zA-Z]|#)[.)]) +", RegexOptions.NonBacktracking)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^:(?<name>[^:`\s][^:`]*):( +|$)", RegexOptions.NonBacktracking)]
    private static partial Regex FieldName();
}

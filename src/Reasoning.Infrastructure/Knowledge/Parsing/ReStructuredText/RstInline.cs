using System.Text.RegularExpressions;

namespace Reasoning.Infrastructure.Knowledge.Parsing.ReStructuredText;

/// <summary>Takes the marks of reStructuredText out of a line; names of code stay marked as code.</summary>
internal static partial class RstInline
{
    private static readonly HashSet<string> Prose = new(StringComparer.Ordinal)
    {
        "ref", "doc", "term", "pep", "rfc", "abbr", "dfn", "sup", "sub", "emphasis", "strong", "title", "numref", "any", "issue", "source", "guilabel", "menuselection", "manpage",
    };

    public static string Clean(string text)
    {
        text = text.Replace(" --- ", " — ", StringComparison.Ordinal);
        if (text.AsSpan().IndexOfAny("`*|_\\") < 0)
            return Gap().Replace(text, " ");
        text = Literal().Replace(text, match => $"\u0001{match.Groups["text"].Value}\u0001");
        text = Role().Replace(text, WriteRole);
        text = Link().Replace(text, match => Label(match.Groups["text"].Value));
        text = Footnote().Replace(text, "");
        text = Substitution().Replace(text, "");
        text = Emphasis().Replace(text, "${text}");
        text = Reference().Replace(text, "${text}${after}");
        text = Escape().Replace(text, "${text}");
        return Gap().Replace(text.Replace('\u0001', '`'), " ").Trim();
    }

    private static string WriteRole(Match match)
    {
        var role = match.Groups["role"].Value;
        role = role[(role.LastIndexOf(':') + 1)..];
        var text = match.Groups["text"].Value;
        var label = Label(text);
        if (role is "index")
            return "";
        if (role is "pep" or "rfc")
            return $"{role.ToUpperInvariant()} {label}";
        if (Prose.Contains(role))
            return label;
        label = label.TrimStart('!');
        if (label.StartsWith('~'))
            label = label[(label.LastIndexOf('.') + 1)..].TrimStart('~');
        return $"\u0001{label}\u0001";
    }

    // `label <target>`
    private static string Label(string text)
    {
        var target = text.EndsWith('>') ? text.LastIndexOf('<') : -1;
        return (target > 0 ? text[..target] : text).Trim();
    }

    [GeneratedRegex(" {2,}", RegexOptions.NonBacktracking)]
    private static partial Regex Gap();

    [GeneratedRegex("``(?<text>[^`]+(`[^`]+)*)``", RegexOptions.NonBacktracking)]
    private static partial Regex Literal();

    [GeneratedRegex(@":(?<role>[a-zA-Z][\w.+:-]*):`(?<text>[^`]+)`", RegexOptions.NonBacktracking)]
    private static partial Regex Role();

    [GeneratedRegex(@"`(?<text>[^`]+)`_{0,2}", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex(@" ?\[(\d{1,3}|#[\w-]*|\*)\]_", RegexOptions.NonBacktracking)]
    private static partial Regex Footnote();

    [GeneratedRegex(@"\|[\w.-][\w .-]*\|_{0,2}", RegexOptions.NonBacktracking)]
    private static partial Regex Substitution();

    [GeneratedRegex(@"\*\*(?<text>[^*\s][^*]*)\*\*|\*(?<text>[^*\s][^*]*)\*", RegexOptions.NonBacktracking)]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"\b(?<text>[A-Za-z][A-Za-z0-9-]*)_{1,2}(?<after>\W|$)", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();

    [GeneratedRegex(@"\\(?<text>\S)|\\ ", RegexOptions.NonBacktracking)]
    private static partial Regex Escape();
}

using System.Text.RegularExpressions;
using Reasoning.Application.Knowledge;

namespace Reasoning.Infrastructure.Agents.Researcher.Examples;

/// <summary>A question to which a passage is the answer, made of its heading.</summary>
/// <param name="Rank">The lower, the more surely it is one that a person would ask.</param>
internal sealed partial record HeadingQuestion(string Text, int Rank)
{
    private const int MinLength = 4;
    private const int MaxLength = 70;

    // Every document has one, and it says nothing of what stands there.
    private static readonly HashSet<string> Everywhere = new(
        """
        introduction overview examples example notes note license licence copyright contents summary description synopsis
        usage options reference references changelog history authors author bugs appendix glossary index preface about
        background conclusion credits status requirements installation faq links name abstract
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.OrdinalIgnoreCase);

    public static HeadingQuestion? Of(Passage passage)
    {
        var title = Number().Replace(passage.Heading[(passage.Heading.LastIndexOf('›') + 1)..].Trim(), "");
        if (title.Length is < MinLength or > MaxLength || title.Any(char.IsControl))
            return null;
        if (title.EndsWith('?'))
            return new HeadingQuestion(title, 0);
        if (HowTo().Match(title) is { Success: true } how)
            return new HeadingQuestion($"How do I {Lower(how.Groups["what"].Value)}?", 0);
        if (Definition(title, passage.Text) is { } definition)
            return new HeadingQuestion(definition, 1);
        return Words().IsMatch(title) && !Everywhere.Contains(title) ? new HeadingQuestion($"What is said about \"{title}\"?", 2) : null;
    }

    // "A session is …" under "Session" or "Sessions" answers what one is.
    private static string? Definition(string title, string text)
    {
        var stem = Regex.Escape(title.EndsWith('s') ? title[..^1] : title);
        var match = Regex.Match(text, $@"^(?<article>(An?|The) )?[*_`]*(?<what>{stem}s?)[*_`]* (?<verb>is|are) ", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return match.Success && Words().IsMatch(title)
            ? $"What {match.Groups["verb"].Value.ToLowerInvariant()} {match.Groups["article"].Value.ToLowerInvariant()}{(match.Groups["article"].Success ? Lower(match.Groups["what"].Value) : match.Groups["what"].Value)}?"
            : null;
    }

    // An acronym or a name keeps its capitals.
    private static string Lower(string text) =>
        text.Length > 1 && char.IsUpper(text[0]) && !text.Split(' ')[0].Skip(1).Any(char.IsUpper) ? char.ToLowerInvariant(text[0]) + text[1..] : text;

    [GeneratedRegex(@"^((chapter|section|appendix) )?[\dA-Z]*\d+(\.\d+)*[.:)]? +", RegexOptions.IgnoreCase)]
    private static partial Regex Number();

    [GeneratedRegex(@"^how to (?<what>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex HowTo();

    [GeneratedRegex(@"^\p{L}[\p{L}' -]*$")]
    private static partial Regex Words();
}

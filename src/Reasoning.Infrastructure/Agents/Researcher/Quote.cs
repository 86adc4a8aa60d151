using System.Text.RegularExpressions;
using Reasoning.Application.Knowledge;

namespace Reasoning.Infrastructure.Agents.Researcher;

/// <summary>A piece of a passage that may answer the question.</summary>
/// <param name="Covered">Which of the question's terms stand in it, in its heading or in its document's name.</param>
/// <param name="Coverage">Their share of the question, 0 to 1, by weight.</param>
/// <param name="Score">How well it answers, compared with other quotes.</param>
internal sealed partial record Quote(Passage Passage, string Text, IReadOnlySet<QuestionTerm> Covered, double Coverage, double Score)
{
    public bool HasNumber => Text.Any(char.IsDigit);

    /// <summary>A number with its unit: what an answer to "how long" or "how many" looks like.</summary>
    public bool HasMeasure => Measure().IsMatch(Text);

    /// <summary>Two words in a row with capitals, not at a sentence's beginning.</summary>
    public bool HasPerson => Person().IsMatch(Text);

    [GeneratedRegex(@"\d ?(%|ms|s|min|h|[KMG]i?B|bytes?|seconds?|minutes?|hours?|days?|weeks?|months?|years?|characters|files?|times)\b")]
    private static partial Regex Measure();

    [GeneratedRegex(@"(by|[a-z,(]) \p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+")]
    private static partial Regex Person();
}

using System.Text.RegularExpressions;
using Reasoning.Infrastructure.Knowledge;

namespace Reasoning.Infrastructure.Agents.Researcher.Questions;

/// <summary>Finds in a question what it is about.</summary>
internal static partial class TermReader
{
    /// <param name="start">Where the question itself begins: what stands before it tells its circumstances.</param>
    public static List<QuestionTerm> Read(string text, int start = 0)
    {
        var tokens = Token().Matches(text);
        // Where Most Words Are Capitalised, Capitals Say Nothing.
        var capitals = tokens.Count(token => char.IsUpper(token.Value[0])) * 2 > tokens.Count && tokens.Count > 3;

        List<QuestionTerm> terms = [];
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i].Value;
            var word = token.ToLowerInvariant();
            if (i + 1 < tokens.Count && Vocabulary.PhrasalVerbs.TryGetValue((word, tokens[i + 1].Value.ToLowerInvariant()), out var joined))
            {
                var verb = $"{word} {tokens[++i].Value}";
                terms.Add(new QuestionTerm(verb, SearchTerm.Of(verb, joined)) { IsAction = Vocabulary.Actions.Contains(PorterStemmer.Stem(joined)) });
                continue;
            }

            var exact = Phrase(token);
            var parts = Words.Of(exact).ToList();
            if (parts.Count == 0 || Vocabulary.Abbreviations.Contains(word) || (parts.Count == 1 && (StopWords.Contains(parts[0]) || Vocabulary.Shape.Contains(parts[0]) || (parts[0].Length == 1 && !IsLetterName(token)))))
                continue;
            var isName = parts.Count > 1 || token[0] == '"' || token.Any(char.IsDigit)
                || (!capitals && (IsAcronym(token) || (char.IsUpper(token[0]) && !StartsSentence(text, tokens[i].Index))));
            terms.Add(new QuestionTerm(token.Trim('"'), SearchTerm.Of(exact))
            {
                IsName = isName,
                IsContext = tokens[i].Index < start,
                IsSoft = !isName && Vocabulary.Soft.Contains(parts[0]),
                IsVerb = !isName && parts.Count == 1 && IsDone(text, tokens, i),
                // "How do I run it?", but not "how long does a run take?"
                IsAction = !isName && parts.Count == 1 && Vocabulary.Actions.Contains(PorterStemmer.Stem(parts[0])) && (i == 0 || !Vocabulary.Determiners.Contains(tokens[i - 1].Value.ToLowerInvariant())),
            });
        }

        // A question that names nothing itself is about what stands before it.
        if (!terms.Exists(term => term is { IsContext: false, IsSoft: false, IsAction: false }))
            terms = terms.ConvertAll(term => term with { IsContext = false });
        return [.. terms.DistinctBy(term => term.Key).Take(Question.MaxTerms)];
    }

    // As the index will see it: idempotency_key is the phrase "idempotency key".
    private static string Phrase(string token) => string.Join(' ', Words.Of(token));

    // "Kick them out", "we salvage it"; but not "the password it saved".
    private static bool IsDone(string text, MatchCollection tokens, int i)
    {
        var next = i + 1 < tokens.Count && tokens[i + 1].Index == tokens[i].Index + tokens[i].Length + 1 && text[tokens[i + 1].Index - 1] == ' '
            && Vocabulary.AfterVerbs.Contains(tokens[i + 1].Value.ToLowerInvariant());
        return (next && !tokens.Take(i).TakeLast(2).Any(token => Vocabulary.Determiners.Contains(token.Value.ToLowerInvariant())))
            || (i > 0 && Vocabulary.BeforeVerbs.Contains(tokens[i - 1].Value.ToLowerInvariant()));
    }

    // The language C and the flag [L]; but "I" is somebody.
    private static bool IsLetterName(string token) => char.IsDigit(token[0]) || (char.IsUpper(token[0]) && token is not ("I" or "A"));

    private static bool IsAcronym(string token) => token.Length > 1 && token.All(c => char.IsUpper(c) || char.IsDigit(c));

    private static bool StartsSentence(string text, int index)
    {
        var before = text.AsSpan(0, index).TrimEnd(" \t\n\r\"'(*-");
        return before.Length == 0 || before[^1] is '.' or '?' or '!' or ':';
    }

    [GeneratedRegex(@"""[^""]{1,100}""|--[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*|\p{L}+/\d[\d.]*|(/[\p{L}\p{N}_.-]+){2,}|[\p{L}\p{N}]+([_.:]+[\p{L}\p{N}]+)*")]
    private static partial Regex Token();
}

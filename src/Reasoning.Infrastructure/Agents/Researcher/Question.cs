using System.Text.RegularExpressions;
using Reasoning.Infrastructure.Knowledge;

namespace Reasoning.Infrastructure.Agents.Researcher;

/// <summary>A question, reduced to what can be searched for.</summary>
/// <param name="Terms">In the order of the question.</param>
/// <param name="WantsNumber">It asks how many, how long, which limit: an answer without a digit is none.</param>
/// <param name="WantsPerson">It asks who: an answer without a name is none.</param>
internal sealed partial record Question(IReadOnlyList<QuestionTerm> Terms, bool WantsNumber, bool WantsPerson)
{
    // More only dilutes the search; a pasted page is cut to its beginning.
    private const int MaxTerms = 12;
    private const int MaxLength = 2000;

    /// <summary>Those of its terms that it leaves out, because the conversation has named them.</summary>
    public IReadOnlyList<QuestionTerm> Borrowed { get; private init; } = [];

    public string Query => string.Join(' ', Terms.SelectMany(term => term.Forms).Select(form =>
        form.Words.Count > 1 ? $"\"{form.Text}\"" : form.Text).Distinct());

    public bool HasSynonyms => Terms.Any(term => term.WithSynonyms().Forms.Count > term.Forms.Count);

    public Question WithSynonyms() => this with { Terms = [.. Terms.Select(term => term.WithSynonyms())] };

    /// <summary>The same question with what it leaves out.</summary>
    public Question After(Question before)
    {
        var known = Terms.Select(Key).ToHashSet();
        List<QuestionTerm> borrowed = [.. before.Terms.Where(term => !known.Contains(Key(term)) && (Terms.Count == 0 || !term.IsAction))];

        // What is to be done with it says little of where it is written: "and how do I change it?"
        IEnumerable<QuestionTerm> own = Terms.Select(term => term.IsAction ? term with { IsSoft = true } : term);
        return this with { Terms = [.. borrowed.Concat(own).Take(MaxTerms)], Borrowed = borrowed };
    }

    public static Question Parse(string message)
    {
        var text = message.Length > MaxLength ? message[..MaxLength] : message;
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
                terms.Add(new QuestionTerm($"{word} {tokens[++i].Value}", [SearchTerm.Of(Phrase($"{word} {tokens[i].Value}")), SearchTerm.Of(joined)], false, false));
                continue;
            }

            var exact = Phrase(token);
            var parts = Words.Of(exact).ToList();
            if (parts.Count == 0 || (parts.Count == 1 && (StopWords.Contains(parts[0]) || Vocabulary.Shape.Contains(parts[0]) || parts[0].Length == 1 && !char.IsDigit(parts[0][0]))))
                continue;
            var isName = parts.Count > 1 || token[0] == '"' || token.Any(char.IsDigit)
                || (!capitals && (IsAcronym(token) || (char.IsUpper(token[0]) && !StartsSentence(text, tokens[i].Index))));
            terms.Add(new QuestionTerm(token.Trim('"'), [SearchTerm.Of(exact)], isName, !isName && Vocabulary.Soft.Contains(parts[0]))
            {
                // "How do I run it?", but not "how long does a run take?"
                IsAction = !isName && Vocabulary.Actions.Contains(word) && (i == 0 || !Vocabulary.Determiners.Contains(tokens[i - 1].Value.ToLowerInvariant())),
            });
        }

        return new Question([.. terms.DistinctBy(Key).Take(MaxTerms)], Number().IsMatch(text), Who().IsMatch(text));
    }

    // As the index will see it: idempotency_key is the phrase "idempotency key".
    private static string Phrase(string token) => string.Join(' ', Words.Of(token));

    private static string Key(QuestionTerm term) => string.Join(' ', term.Forms[0].Stems);

    private static bool IsAcronym(string token) => token.Length > 1 && token.All(c => char.IsUpper(c) || char.IsDigit(c));

    private static bool StartsSentence(string text, int index)
    {
        var before = text.AsSpan(0, index).TrimEnd(" \t\n\r\"'(*-");
        return before.Length == 0 || before[^1] is '.' or '?' or '!' or ':';
    }

    [GeneratedRegex(@"""[^""]{1,100}""|(/[\p{L}\p{N}_.-]+){2,}|[\p{L}\p{N}]+([_.:]+[\p{L}\p{N}]+)*")]
    private static partial Regex Token();

    [GeneratedRegex(@"^\s*who\b", RegexOptions.IgnoreCase)]
    private static partial Regex Who();

    [GeneratedRegex(@"\b(how (many|much|long|often|big|large|high)|what (number|size|port)|which (number|port)|(interval|timeout|time limit|limit|port|maximum|minimum) of|(what|which)('s| is| are)? the (default|maximum|minimum|size|limit|timeout))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Number();
}

using System.Text.RegularExpressions;
using Reasoning.Infrastructure.Knowledge;

namespace Reasoning.Infrastructure.Agents.Researcher.Questions;

/// <summary>A question, reduced to what can be searched for.</summary>
/// <param name="Terms">In the order of the question.</param>
internal sealed partial record Question(IReadOnlyList<QuestionTerm> Terms, AnswerType Asks)
{
    // More only dilutes the search; a pasted page is cut to its beginning.
    private const int MaxTerms = 12;
    private const int MaxLength = 2000;

    /// <summary>Those of its terms that it leaves out, because the conversation has named them.</summary>
    public IReadOnlyList<QuestionTerm> Borrowed { get; private init; } = [];

    /// <summary>The two things that it compares, each with what else the question says; empty where it compares nothing.</summary>
    public IReadOnlyList<Question> Sides { get; private init; } = [];

    /// <summary>In the person's words, without those that say nothing.</summary>
    public string Name => string.Join(' ', Terms.Except(Borrowed).Select(term => term.Text));

    public string Query => QueryOf(Terms.Select(term => (term, term.Own)));

    /// <summary>With other words for the same things.</summary>
    public string WideQuery => QueryOf(Terms.Select(term => (term, term.Wide)));

    public bool HasSynonyms => Terms.Any(term => term.Other.Alternatives.Count > 0);

    /// <summary>The same question with what it leaves out.</summary>
    public Question After(Question before)
    {
        var known = Terms.Select(term => term.Key).ToHashSet();
        List<QuestionTerm> borrowed = [.. before.Terms.Where(term => !known.Contains(term.Key))];

        // What is to be done with it says little of where it is written: "and how do I change it?"
        IEnumerable<QuestionTerm> own = Terms.Select(term => term.IsAction ? term with { IsSoft = true } : term);
        return this with { Terms = [.. borrowed.Concat(own).Take(MaxTerms)], Borrowed = borrowed };
    }

    public static Question Parse(string message)
    {
        var text = QuestionForm.WithoutCourtesy(message.Length > MaxLength ? message[..MaxLength] : message);
        var question = new Question(TermsOf(text), QuestionForm.TypeOf(text)).Sharpened();
        if (Comparison.Find(text) is not { } pair)
            return question;

        var (first, second) = (TermsOf(pair.First), TermsOf(pair.Second));
        return first.Count == 0 || second.Count == 0 ? question : question with { Asks = AnswerType.Contrast, Sides = [Side(first, second, 1), Side(second, first, 0)] };
    }

    // Who founded it is another question than what it is: there the verb is the point.
    private Question Sharpened() => Asks == AnswerType.Creator
        ? this with { Terms = [.. Terms.Select(term => term with { IsAction = false })] }
        : this;

    // "annotated and lightweight tags" are annotated tags and lightweight tags; "git merge and rebase" are both of git.
    private static Question Side(List<QuestionTerm> own, List<QuestionTerm> other, int from)
    {
        List<QuestionTerm> shared = own.Count < other.Count
            ? [.. other.Skip(from).Take(other.Count - 1).Where(term => own.TrueForAll(mine => mine.Key != term.Key)).Select(term => term with { IsSoft = true, IsName = false })]
            : [];
        return new Question([.. own, .. shared], AnswerType.Definition) { Borrowed = shared };
    }

    private static List<QuestionTerm> TermsOf(string text)
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
                terms.Add(new QuestionTerm(verb, SearchTerm.Of(verb, joined)));
                continue;
            }

            var exact = Phrase(token);
            var parts = Words.Of(exact).ToList();
            if (parts.Count == 0 || (parts.Count == 1 && (StopWords.Contains(parts[0]) || Vocabulary.Shape.Contains(parts[0]) || parts[0].Length == 1 && !char.IsDigit(parts[0][0]))))
                continue;
            var isName = parts.Count > 1 || token[0] == '"' || token.Any(char.IsDigit)
                || (!capitals && (IsAcronym(token) || (char.IsUpper(token[0]) && !StartsSentence(text, tokens[i].Index))));
            terms.Add(new QuestionTerm(token.Trim('"'), SearchTerm.Of(exact))
            {
                IsName = isName,
                IsSoft = !isName && Vocabulary.Soft.Contains(parts[0]),
                // "How do I run it?", but not "how long does a run take?"
                IsAction = !isName && parts.Count == 1 && Vocabulary.Actions.Contains(PorterStemmer.Stem(parts[0])) && (i == 0 || !Vocabulary.Determiners.Contains(tokens[i - 1].Value.ToLowerInvariant())),
            });
        }

        return [.. terms.DistinctBy(term => term.Key).Take(MaxTerms)];
    }

    // As the index will see it: idempotency_key is the phrase "idempotency key".
    private static string Phrase(string token) => string.Join(' ', Words.Of(token));

    private static string QueryOf(IEnumerable<(QuestionTerm Term, SearchTerm Search)> terms) => string.Join(' ', terms.Select(each =>
        (each.Term.IsAction || each.Term.IsSoft ? "~" : "")
        + string.Join('|', each.Search.Alternatives.Select(phrase => phrase.Words.Count > 1 ? $"\"{phrase.Text}\"" : phrase.Text))).Distinct());

    private static bool IsAcronym(string token) => token.Length > 1 && token.All(c => char.IsUpper(c) || char.IsDigit(c));

    private static bool StartsSentence(string text, int index)
    {
        var before = text.AsSpan(0, index).TrimEnd(" \t\n\r\"'(*-");
        return before.Length == 0 || before[^1] is '.' or '?' or '!' or ':';
    }

    [GeneratedRegex(@"""[^""]{1,100}""|(/[\p{L}\p{N}_.-]+){2,}|[\p{L}\p{N}]+([_.:]+[\p{L}\p{N}]+)*")]
    private static partial Regex Token();
}

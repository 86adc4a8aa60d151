using Reasoning.Infrastructure.Knowledge;

namespace Reasoning.Infrastructure.Agents.Researcher.Questions;

/// <summary>A question, reduced to what can be searched for.</summary>
/// <param name="Terms">In the order of the question.</param>
internal sealed record Question(IReadOnlyList<QuestionTerm> Terms, AnswerType Asks)
{
    // More only dilutes the search; a pasted page is cut to its beginning.
    public const int MaxTerms = 12;
    private const int MaxLength = 2000;

    /// <summary>Those of its terms that it leaves out, because the conversation has named them.</summary>
    public IReadOnlyList<QuestionTerm> Borrowed { get; private init; } = [];

    /// <summary>The two things that it compares, each with what else the question says; empty where it compares nothing.</summary>
    public IReadOnlyList<Question> Sides { get; private init; } = [];

    /// <summary>What this side of a comparison is compared with.</summary>
    public IReadOnlyList<QuestionTerm> Against { get; private init; } = [];

    /// <summary>"How many of these?": the number has to be one of them.</summary>
    public QuestionTerm? Counted { get; private init; }

    /// <summary>Words that nobody said, and that an answer to such a question often has.</summary>
    public SearchTerm Cue { get; private init; } = SearchTerm.Of();

    /// <summary>It asks for the most or the least there can be: any number will not do.</summary>
    public bool IsLimit => Asks is AnswerType.Number or AnswerType.Size && Cue.Text.StartsWith(QuestionForm.Limit, StringComparison.Ordinal);

    /// <summary>In the person's words, without those that say nothing.</summary>
    public string Name => string.Join(' ', Terms.Except(Borrowed).Select(term => term.Text));

    public string Query => QueryOf(Terms.Select(term => (term.IsAction || term.IsSoft, term.Own)).Append((true, Cue)));

    /// <summary>With other words for the same things.</summary>
    public string WideQuery => QueryOf(Terms.Select(term => (term.IsAction || term.IsSoft, term.Wide)).Append((true, Cue)));

    public bool HasSynonyms => Terms.Any(term => term.Other.Alternatives.Count > 0);

    /// <summary>The same question with what it leaves out.</summary>
    public Question After(Question before)
    {
        var known = Terms.Select(term => term.Key).ToHashSet();
        // What the question adds counts for more than what was said before; a mere "and how do I change it?" adds nothing.
        var adds = Terms.Any(term => term is { IsAction: false, IsSoft: false });
        List<QuestionTerm> borrowed =
        [
            .. before.Terms.Where(term => !known.Contains(term.Key)).Select(term => term with { IsBorrowed = adds })
                .Take(MaxTerms - Terms.Count),
        ];

        // What is to be done with it says little of where it is written: "and how do I change it?"
        IEnumerable<QuestionTerm> own = Terms.Select(term => term.IsAction ? term with { IsSoft = true } : term);
        return this with { Terms = [.. borrowed, .. own], Borrowed = borrowed };
    }

    public static Question Parse(string message)
    {
        var text = QuestionForm.WithoutCourtesy(message.Length > MaxLength ? message[..MaxLength] : message);
        var asks = QuestionForm.TypeOf(text);
        var cue = SearchTerm.Of(QuestionForm.CuesOf(text, asks));
        text = QuestionForm.WithoutIdioms(text);
        var terms = TermReader.Read(text, QuestionForm.StartOf(text));
        var question = new Question(terms, asks) { Counted = asks == AnswerType.Number ? Find(terms, QuestionForm.CountedIn(text)) : null, Cue = cue }.Sharpened(text);
        if (Comparison.Find(text) is not { } pair)
            return question;

        var (first, second) = (TermReader.Read(pair.First), TermReader.Read(pair.Second));
        if (first.Count == 0 || second.Count == 0)
            return question;
        var sides = first.Concat(second).Select(term => term.Key).ToHashSet();
        var all = TermReader.Read(text);
        List<QuestionTerm> rest = [.. all.Where(term => !term.IsSoft && !sides.Contains(term.Key)).Select(term => term with { IsContext = true, IsName = false })];
        return question with { Terms = all, Asks = AnswerType.Contrast, Sides = [Side(first, second, 1, rest), Side(second, first, 0, rest)] };
    }

    private static QuestionTerm? Find(List<QuestionTerm> terms, string words)
    {
        var stems = Words.Stems(words).ToHashSet(StringComparer.Ordinal);
        return terms.Find(term => !term.IsSoft && term.Own.Alternatives[0].Stems.Any(stems.Contains));
    }

    // Who founded it is another question than what it is: there the verb is the point.
    private Question Sharpened(string text) => Asks switch
    {
        AnswerType.Creator => this with { Terms = [.. Terms.Select(term => term.IsAction ? term.AsDeed() : term)] },
        AnswerType.Date when QuestionForm.IsPast(text) => this with { Terms = [.. Terms.Select(term => term.IsAction || term.IsVerb || Vocabulary.Ordinals.Contains(term.Own.Text) ? term.AsEvent() : term)] },
        _ => this,
    };

    // "annotated and lightweight tags" are annotated tags and lightweight tags; "git merge and rebase" are both of git.
    private static Question Side(List<QuestionTerm> own, List<QuestionTerm> other, int from, List<QuestionTerm> rest)
    {
        List<QuestionTerm> shared = own.Count < other.Count
            ? [.. other.Skip(from).Take(other.Count - 1).Where(term => own.TrueForAll(mine => mine.Key != term.Key)).Select(term => term with { IsSoft = true, IsName = false })]
            : [];
        return new Question([.. own, .. shared, .. rest], AnswerType.Definition)
        {
            Borrowed = [.. shared, .. rest],
            Against = [.. other.Where(term => !term.IsSoft && own.TrueForAll(mine => mine.Key != term.Key))],
        };
    }

    private static string QueryOf(IEnumerable<(bool IsWeak, SearchTerm Term)> terms) =>
        string.Join(' ', terms.Where(each => each.Term.Alternatives.Count > 0).Select(each => (each.IsWeak ? "~" : "") + each.Term.ToQuery()).Distinct());
}

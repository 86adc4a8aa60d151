using Reasoning.Infrastructure.Knowledge;

namespace Reasoning.Infrastructure.Agents.Researcher.Questions;

/// <summary>Something that the question is about.</summary>
/// <param name="Text">As the person wrote it.</param>
/// <param name="Own">The person's own word or words for it, however they are spelled.</param>
internal sealed record QuestionTerm(string Text, SearchTerm Own)
{
    private const double SoftWeight = 0.2;
    private const double ActionWeight = 0.35;
    private const double VerbWeight = 0.6;
    private const double ContextWeight = 0.4;
    private const double SynonymWeight = 0.7;

    private static readonly SearchTerm Nothing = SearchTerm.Of();

    private readonly SearchTerm _synonyms = SearchTerm.Of(Synonyms.Of(string.Join(' ', Own.Alternatives[0].Stems)));

    /// <summary>A name, a number or something in quotes: no passage without it can be the answer.</summary>
    public bool IsName { get; init; }

    /// <summary>It says little of the subject.</summary>
    public bool IsSoft { get; init; }

    /// <summary>It stands before the question itself and tells its circumstances.</summary>
    public bool IsContext { get; init; }

    /// <summary>The conversation has named it, not this question.</summary>
    public bool IsBorrowed { get; init; }

    /// <summary>It is what somebody did, where the question is who: the answer may say it in other words, but not leave it out.</summary>
    public bool IsDeed { get; init; }

    /// <summary>By its place in the question it is something that is done, though not one of the verbs that people ask with.</summary>
    public bool IsVerb { get; init; }

    /// <summary>An answer that leaves it out leaves something open.</summary>
    public bool IsMissed => !IsVerb && !IsSoft && !IsAction && !IsContext && !IsDeed;

    /// <summary>It names something that is done, not what it is done with.</summary>
    public bool IsAction { get; init; }

    /// <summary>The same for any spelling.</summary>
    public string Key { get; } = string.Join(' ', Own.Alternatives[0].Stems);

    /// <summary>Other words for it; none for a name.</summary>
    public SearchTerm Other => IsName ? Nothing : _synonyms;

    /// <summary>The term with its other words.</summary>
    public SearchTerm Wide => SearchTerm.Of(Own.Alternatives.Concat(Other.Alternatives).Select(phrase => phrase.Text));

    /// <summary>1 where it stands itself, less where only another word for it does, 0 where neither.</summary>
    public double In(StemmedText text) => text.Has(Own) ? 1 : text.Has(Other) ? SynonymWeight : 0;

    public double In(Subject subject) => subject.Has(Own) ? 1 : subject.Text.Has(Other) ? SynonymWeight : 0;

    /// <summary>"Who founded it?" is answered by "founded by" and by "its author", sooner than by any "found".</summary>
    public QuestionTerm AsDeed() => this with
    {
        Own = SearchTerm.Of([$"{Text} by", .. Synonyms.Deeds]),
        IsDeed = true,
        IsAction = false,
    };

    /// <summary>"When was it released?" is answered by a sentence about a release, not by any date.</summary>
    public QuestionTerm AsEvent() => this with { IsDeed = true, IsAction = false, IsVerb = false, IsSoft = false };

    /// <summary>What it counts for, by how many passages have it.</summary>
    public double Weight(IReadOnlyDictionary<string, int> counts, int passages) =>
        SearchTerm.Rarity(Count(counts), passages) * (IsSoft ? SoftWeight : IsAction ? ActionWeight : IsVerb ? VerbWeight : 1) * (IsContext || IsBorrowed ? ContextWeight : 1);

    public int Count(IReadOnlyDictionary<string, int> counts) => counts.GetValueOrDefault(Own.Text);
}

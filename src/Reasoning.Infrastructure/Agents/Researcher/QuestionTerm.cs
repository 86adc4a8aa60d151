using Reasoning.Infrastructure.Knowledge;

namespace Reasoning.Infrastructure.Agents.Researcher;

/// <summary>Something that the question is about.</summary>
/// <param name="Text">As the person wrote it.</param>
/// <param name="Forms">Any of these will do; the first is the person's own.</param>
/// <param name="IsName">A name, a number or something in quotes: no passage without it can be the answer.</param>
/// <param name="IsSoft">It says little of the subject.</param>
internal sealed record QuestionTerm(string Text, IReadOnlyList<SearchTerm> Forms, bool IsName, bool IsSoft)
{
    private const double SoftWeight = 0.2;
    private const double SynonymWeight = 0.6;

    private readonly IReadOnlyList<SearchTerm> _synonyms = [.. Vocabulary.Synonyms(Forms[0].Text).Select(SearchTerm.Of)];

    /// <summary>It names something that is done, not what it is done with.</summary>
    public bool IsAction { get; init; }

    /// <summary>1 where it stands itself, less where only another word for it does, 0 where neither.</summary>
    public double In(StemmedText text) =>
        Forms.Any(text.Has) ? 1 : _synonyms.Any(text.Has) ? SynonymWeight : 0;

    public QuestionTerm WithSynonyms() => this with
    {
        Forms = [.. Forms, .. _synonyms],
    };

    /// <summary>What it counts for, by how many passages have it.</summary>
    public double Weight(IReadOnlyDictionary<string, int> counts, int passages) =>
        SearchTerm.Rarity(Count(counts), passages) * (IsSoft ? SoftWeight : 1);

    public int Count(IReadOnlyDictionary<string, int> counts) =>
        Forms.Select(form => counts.GetValueOrDefault(form.Text)).DefaultIfEmpty().Max();
}

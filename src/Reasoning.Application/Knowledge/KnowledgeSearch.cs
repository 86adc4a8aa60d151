namespace Reasoning.Application.Knowledge;

/// <summary>What a search found.</summary>
/// <param name="Terms">The query's terms, each with the number of passages that have it.</param>
/// <param name="Hits">Best first.</param>
/// <param name="Passages">Passages in the index.</param>
/// <param name="Documents">Documents in the index.</param>
public sealed record KnowledgeSearch(
    IReadOnlyList<TermCount> Terms,
    IReadOnlyList<PassageHit> Hits,
    int Passages,
    int Documents);

/// <summary>How many passages have a word or phrase of the query.</summary>
public sealed record TermCount(string Term, int Passages);

/// <summary>A passage that a search found.</summary>
/// <param name="Coverage">How much of the query it has, 0 to 1, where a rare term counts for more than a common one.</param>
/// <param name="Excerpt">One line around the rarest term that it has.</param>
public sealed record PassageHit(long Id, string Source, string Heading, double Coverage, string Excerpt);

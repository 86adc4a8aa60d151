namespace Reasoning.Application.Knowledge;

/// <summary>
/// A searchable folder of documents, cut into passages. It is built in the background when the server first starts, and
/// questions that come earlier wait for it; later it follows the folder, and nobody waits. Any number of callers at a time.
/// </summary>
public interface IKnowledgeIndex
{
    /// <summary>Ends when every document is indexed; fails when that was not possible.</summary>
    Task Ready { get; }

    /// <summary>
    /// The passages nearest to the query, best first. A query is words and <c>"exact phrases"</c>, of which a passage
    /// needs any; <c>either|or</c> counts as one, and one after a <c>~</c> counts for less. It has no other syntax, so any
    /// text is a valid query. Words match by their stem. Terms beyond the first 32 are ignored.
    /// </summary>
    /// <param name="limit">At most this many hits, 1 to 50.</param>
    /// <exception cref="KnowledgeUnavailableException">The index was not ready in time, or could not be built or read.</exception>
    Task<KnowledgeSearch> SearchAsync(string query, int limit, CancellationToken cancellationToken);

    /// <summary>The passage with this id, or <see langword="null"/>. An id is valid until its document changes, and never
    /// means another passage.</summary>
    /// <exception cref="KnowledgeUnavailableException">The index was not ready in time, or could not be built or read.</exception>
    Task<Passage?> ReadAsync(long id, CancellationToken cancellationToken);

    /// <summary>
    /// The passages of this document under this heading (both as <see cref="Passage"/> has them), in their order; none
    /// when there is no such document or heading. The first half a megabyte of text, and none is left out before.
    /// </summary>
    /// <exception cref="KnowledgeUnavailableException">The index was not ready in time, or could not be built or read.</exception>
    Task<IReadOnlyList<Passage>> ReadSectionAsync(string source, string heading, CancellationToken cancellationToken);

    /// <summary>
    /// Passages of some of the documents, the same ones as long as the documents do not change; at most 500.
    /// </summary>
    /// <exception cref="KnowledgeUnavailableException">The index was not ready in time, or could not be built or read.</exception>
    Task<IReadOnlyList<Passage>> SampleAsync(CancellationToken cancellationToken);

    /// <summary>What can be searched at this moment; never waits for the index.</summary>
    Task<KnowledgeStatus> GetStatusAsync(CancellationToken cancellationToken);
}

using Reasoning.Application.Knowledge;

namespace Reasoning.Infrastructure.Knowledge;

/// <summary>Rates the passages that BM25 found for one query.</summary>
internal sealed class Ranking(IReadOnlyList<SearchTerm> terms, IReadOnlyList<TermCount> counts, int passages)
{
    private const int ExcerptLength = 200;

    // They mention everything once and explain nothing.
    private static readonly string[] ChangeLogs = ["CHANGE", "NEWS", "HISTORY", "RELEASE"];

    private readonly double[] _rarity = [.. counts.Select(count => SearchTerm.Rarity(count.Passages, passages))];

    public (PassageHit Hit, double Score) Rate(Passage passage, double bm25)
    {
        var text = new StemmedText(passage.Source, passage.Heading, passage.Text);
        var covered = terms.Select(text.Has).ToList();
        var coverage = _rarity.Where((_, i) => covered[i]).Sum() / _rarity.Sum();

        var rarest = Enumerable.Range(0, terms.Count).Where(i => covered[i]).OrderByDescending(i => _rarity[i]).Select(i => terms[i]);
        var hit = new PassageHit(passage.Id, passage.Source, passage.Heading, coverage, Excerpt(passage.Text, rarest));
        return (hit, bm25 * (0.3 + (0.7 * coverage)) * (IsChangeLog(passage.Source) ? 0.5 : 1));
    }

    private static bool IsChangeLog(string source)
    {
        var name = source[(source.LastIndexOf('/') + 1)..].ToUpperInvariant();
        return ChangeLogs.Any(log => name.StartsWith(log, StringComparison.Ordinal));
    }

    private static string Excerpt(string text, IEnumerable<SearchTerm> rarestFirst)
    {
        var stems = Words.Ranges(text)
            .Select(range => (range.Start, Stem: PorterStemmer.Stem(text.Substring(range.Start, range.Length).ToLowerInvariant())))
            .ToLookup(word => word.Stem, word => word.Start, StringComparer.Ordinal);
        var at = rarestFirst.SelectMany(term => term.Alternatives).Where(phrase => stems.Contains(phrase.Stems[0]))
            .Select(phrase => stems[phrase.Stems[0]].First()).FirstOrDefault();

        // Some words before it, from a word's beginning.
        var start = Math.Max(0, at - (ExcerptLength / 3));
        if (start > 0 && text.IndexOf(' ', start, at - start) is var space and >= 0)
            start = space + 1;
        var end = Math.Min(text.Length, start + ExcerptLength);
        if (end < text.Length && text.LastIndexOf(' ', end) is var last && last > at)
            end = last;

        var line = string.Join(' ', text[start..end].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return $"{(start > 0 ? "…" : "")}{line}{(end < text.Length ? "…" : "")}";
    }
}

using Reasoning.Application.Knowledge;

namespace Reasoning.Infrastructure.Knowledge;

/// <summary>Rates the passages that BM25 found for one query.</summary>
internal sealed class Ranking(IReadOnlyList<SearchTerm> terms, IReadOnlyList<TermCount> counts, int passages)
{
    private const int ExcerptLength = 200;

    // They mention everything once and explain nothing.
    private static readonly string[] ChangeLogs = ["CHANGE", "NEWS", "HISTORY", "RELEASE"];

    private const double Weak = 0.35;

    private readonly double[] _weights =
        [.. terms.Select((term, i) => SearchTerm.Rarity(counts[i].Passages, passages) * (term.IsWeak ? Weak : 1))];

    private readonly HashSet<string> _stems =
        terms.SelectMany(term => term.Alternatives).SelectMany(phrase => phrase.Stems).ToHashSet(StringComparer.Ordinal);

    /// <param name="bm25">Its score, as a share of the best one's.</param>
    public (PassageHit Hit, double Score) Rate(Passage passage, double bm25)
    {
        var subject = new Subject(passage.Source, passage.Heading);
        var text = new StemmedText(passage.Source, passage.Heading, passage.Text);
        var coverage = Share(term => text.Has(term) || subject.Has(term));

        var rarest = Enumerable.Range(0, terms.Count).Where(i => text.Has(terms[i])).OrderByDescending(i => _weights[i]).Select(i => terms[i]);
        var hit = new PassageHit(passage.Id, passage.Source, passage.Heading, coverage, Excerpt(passage.Text, rarest));
        var score = (0.4 * bm25) + (0.4 * coverage) + (0.25 * subject.Match(title => Share(title.Has), _stems)) + (0.15 * Pairs(text));
        return (hit, score * (IsChangeLog(passage.Source) ? 0.5 : 1));
    }

    private double Share(Func<SearchTerm, bool> has) =>
        terms.Select((term, i) => has(term) ? _weights[i] : 0).Sum() / Math.Max(1e-9, _weights.Sum());

    // Terms that follow each other in the query and in the text belong together: "pre-commit hook", "log level".
    private double Pairs(StemmedText text) =>
        terms.Count < 2 ? 0 : terms.Zip(terms.Skip(1)).Count(pair => text.HasPair(pair.First, pair.Second)) / (double)(terms.Count - 1);

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

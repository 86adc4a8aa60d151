namespace Reasoning.Infrastructure.Knowledge;

/// <summary>A word or an exact phrase of a query.</summary>
/// <param name="Words">In lower case; more than one for a phrase.</param>
internal sealed record SearchTerm(string Text, IReadOnlyList<string> Words)
{
    /// <summary>The rest of a longer query is ignored: each term costs a look into the index.</summary>
    public const int MaxTerms = 32;

    public IReadOnlyList<string> Stems { get; } = [.. Words.Select(PorterStemmer.Stem)];

    /// <summary>In quotes nothing is an operator of FTS5; a word consists of letters and digits and has no quotes itself.</summary>
    public string ToFts5() => $"\"{string.Join(' ', Words)}\"";

    public static SearchTerm Of(string text) => new(text, [.. Knowledge.Words.Of(text)]);

    /// <summary>Words and <c>"phrases"</c>; nothing else has a meaning.</summary>
    public static IReadOnlyList<SearchTerm> Parse(string query) =>
        [
            .. query.Split('"')
                .SelectMany((part, i) => i % 2 == 1 ? [Of(part.Trim())] : Knowledge.Words.Of(part).Select(Of))
                .Where(term => term.Words.Count > 0)
                .DistinctBy(term => string.Join(' ', term.Words))
                .Take(MaxTerms),
        ];

    /// <summary>The weight of a term that this many of all passages have (the IDF of BM25).</summary>
    public static double Rarity(int passagesWithIt, int passages) =>
        Math.Log(1 + ((Math.Max(passages, passagesWithIt) - passagesWithIt + 0.5) / (passagesWithIt + 0.5)));
}

using System.Text.RegularExpressions;

namespace Reasoning.Infrastructure.Knowledge;

/// <summary>A word or an exact phrase of a query, or several of which any will do.</summary>
/// <param name="Text">As it is shown; <c>|</c> stands between alternatives.</param>
internal sealed partial record SearchTerm(string Text, IReadOnlyList<SearchPhrase> Alternatives)
{
    /// <summary>The rest of a longer query is ignored: each term costs a look into the index.</summary>
    public const int MaxTerms = 32;

    private const int MaxAlternatives = 14;

    /// <summary>It counts for less than the others where passages are compared.</summary>
    public bool IsWeak { get; init; }

    public string ToFts5() => string.Join(" OR ", Alternatives.Select(phrase => phrase.ToFts5()));

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public string ToQuery() =>
        string.Join('|', Alternatives.Select(phrase => phrase.Words.Count > 1 ? $"\"{phrase.Text}\"" : phrase.Text));

    public static SearchTerm Of(params IEnumerable<string> alternatives)
    {
        List<SearchPhrase> phrases =
        [
            .. alternatives.SelectMany(SearchPhrase.All).Where(phrase => phrase.Words.Count > 0)
                .DistinctBy(phrase => phrase.Text).Take(MaxAlternatives),
        ];
        return new SearchTerm(string.Join('|', phrases.Select(phrase => phrase.Text)), phrases);
    }

    /// <summary>Words, <c>"phrases"</c>, <c>either|"or this"</c>, and <c>~</c> before one that is weak; nothing else has a
    /// meaning.</summary>
    public static IReadOnlyList<SearchTerm> Parse(string query) =>
    [
        .. Group().Matches(query)
            .SelectMany(group => TermsOf([.. Unit().Matches(group.Value).Select(unit => unit.Value)])
                .Select(term => group.Value[0] == '~' ? term with { IsWeak = true } : term))
            .Where(term => term.Alternatives.Count > 0)
            .DistinctBy(term => term.Text)
            .Take(MaxTerms),
    ];

    /// <summary>The weight of a term that this many of all passages have (the IDF of BM25).</summary>
    public static double Rarity(int passagesWithIt, int passages) =>
        Math.Log(1 + ((Math.Max(passages, passagesWithIt) - passagesWithIt + 0.5) / (passagesWithIt + 0.5)));

    // Without quotes, one after the other is not a phrase.
    private static IEnumerable<SearchTerm> TermsOf(IReadOnlyList<string> units) =>
        units is [var single] && single[0] != '"'
            ? Words.Ranges(single).Select(range => Of(single.Substring(range.Start, range.Length)))
            : [Of(units)];

    [GeneratedRegex(@"~?(""[^""]*""?|[^\s""|]+)(\|(""[^""]*""?|[^\s""|]+))*", RegexOptions.NonBacktracking)]
    private static partial Regex Group();

    [GeneratedRegex(@"""[^""]*""?|[^""|~]+", RegexOptions.NonBacktracking)]
    private static partial Regex Unit();
}

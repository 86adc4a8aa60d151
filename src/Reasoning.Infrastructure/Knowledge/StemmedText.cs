namespace Reasoning.Infrastructure.Knowledge;

/// <summary>A text in which terms can be looked up by their stems.</summary>
internal sealed class StemmedText
{
    private readonly string[] _stems;
    private readonly HashSet<string> _set;

    public StemmedText(params IEnumerable<string> texts)
    {
        // The empty stem keeps a phrase from reaching over from one text into the next, or from one name's parts.
        _stems =
        [
            .. texts.SelectMany(text => Words.Stems(text).Append("")
                .Concat(Words.Names(text).SelectMany(name => name.Select(StemCache.Stem).Append("")))),
        ];
        _set = new HashSet<string>(_stems, StringComparer.Ordinal);
    }

    public bool Has(SearchTerm term) => term.Alternatives.Any(Has);

    /// <summary>How often one of its alternatives stands in it.</summary>
    public int Count(SearchTerm term) => term.Alternatives.Max(phrase => Has(phrase) ? _stems.Count(stem => stem == phrase.Stems[0]) : 0);

    public bool Has(SearchPhrase phrase)
    {
        if (!phrase.Stems.All(_set.Contains))
            return false;
        return phrase.Stems.Count == 1 || _stems.AsSpan().IndexOf([.. phrase.Stems]) >= 0;
    }

    /// <summary>The second comes right after the first.</summary>
    public bool HasPair(SearchTerm first, SearchTerm second) =>
        Has(first) && Has(second) && first.Alternatives.Any(one => second.Alternatives.Any(other =>
            _stems.AsSpan().IndexOf([.. one.Stems, .. other.Stems]) >= 0));
}

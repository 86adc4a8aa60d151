namespace Reasoning.Infrastructure.Knowledge;

/// <summary>What a passage says that it is about: its innermost heading, its document's title and its file's name.</summary>
internal sealed class Subject(string source, string heading)
{
    private readonly string[] _source = [.. Words.Of(source)];
    private readonly string[] _titles = [.. Titles(source, heading).Distinct(StringComparer.Ordinal).Where(title => title.Length > 0)];

    /// <summary>All headings and the file's path.</summary>
    public StemmedText Text { get; } = new(source, heading);

    /// <summary>As it stands in the path, or begins a name there: "Node" is in <c>nodejs-doc</c>.</summary>
    public bool Has(SearchTerm term) => Text.Has(term) || term.Alternatives.Any(phrase =>
        phrase.IsPrefix && _source.Any(part => part.StartsWith(phrase.Text, StringComparison.Ordinal)));

    /// <summary>How well one of the titles fits, 0 to 1: how much of what is asked for it has, and how much of it is asked for.</summary>
    /// <param name="share">How much of what is asked for a text has, 0 to 1.</param>
    /// <param name="stems">Of all words that are asked for.</param>
    public double Match(Func<StemmedText, double> share, IReadOnlySet<string> stems) =>
        _titles.Select(title => share(new StemmedText(title)) * Precision(title, stems)).DefaultIfEmpty().Max();

    private static double Precision(string title, IReadOnlySet<string> stems)
    {
        var words = Words.Stems(title).ToList();
        return words.Count == 0 ? 0 : 0.5 + (0.5 * words.Count(stems.Contains) / words.Count);
    }

    private static IEnumerable<string> Titles(string source, string heading)
    {
        yield return heading[(heading.LastIndexOf('›') + 1)..];
        yield return heading.Split('›', 2)[0];
        var name = source[(source.LastIndexOf('/') + 1)..];
        yield return name.Split('.', 2)[0];
    }
}

using Reasoning.Infrastructure.Knowledge;

namespace Reasoning.Infrastructure.Agents.Researcher.Questions;

/// <summary>Other words for one; <c>Synonyms.txt</c> lists them.</summary>
internal static class Synonyms
{
    /// <summary>How texts say who made something.</summary>
    public static readonly IReadOnlyList<string> Deeds =
        ["founded by", "created by", "started by", "written by", "designed by", "invented by", "developed by", "founder", "inventor", "originally written"];

    private static readonly ILookup<string, string> Others = Read()
        .SelectMany(Pairs)
        .Select(pair => (Stem: PorterStemmer.Stem(pair.Word), pair.Other))
        .Distinct()
        .ToLookup(pair => pair.Stem, pair => pair.Other, StringComparer.Ordinal);

    /// <param name="stem">As <see cref="PorterStemmer"/> makes it: "deleting" has the other words of "delete".</param>
    public static IEnumerable<string> Of(string stem) => Others[stem];

    // "a b c": any for any other; "a > b c": b or c for a.
    private static IEnumerable<(string Word, string Other)> Pairs(string line)
    {
        var sides = line.Split('>').Select(side => side.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToList();
        return sides[0].SelectMany(word => sides[^1].Where(other => other != word).Select(other => (word, other)));
    }

    private static IEnumerable<string> Read()
    {
        using var resource = typeof(Synonyms).Assembly.GetManifestResourceStream(typeof(Synonyms), "Synonyms.txt")!;
        using var reader = new StreamReader(resource);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
                yield return line;
        }
    }
}

using Reasoning.Infrastructure.Knowledge;

namespace Reasoning.Infrastructure.Agents.Summarizer;

/// <summary>An extract of a text.</summary>
/// <param name="Kept">How many sentences it has.</param>
/// <param name="KeyWords">The text's most frequent words.</param>
internal sealed record Summary(string Text, int Kept, IReadOnlyList<string> KeyWords)
{
    private const int MaxSentences = 5;
    private const int MaxLength = 1500;
    private const int KeyWordCount = 5;

    public static Summary Of(IReadOnlyList<string> sentences)
    {
        var words = sentences.Select(ContentWords).ToList();
        var frequency = words.SelectMany(list => list).CountBy(word => word.Stem).ToDictionary(StringComparer.Ordinal);

        // A sentence's score is the mean weight of its words, so that length alone wins nothing; very short sentences have
        // a mean of too few words, and the first one usually says what the text is about.
        var scores = words.Select((list, i) =>
            list.DistinctBy(word => word.Stem).Sum(word => Math.Log(1 + frequency[word.Stem])) / Math.Max(8, list.Count)
            * (i == 0 ? 1.3 : 1)).ToList();

        var kept = new List<int>();
        var room = MaxLength;
        foreach (var i in Enumerable.Range(0, sentences.Count).OrderByDescending(i => scores[i]))
        {
            if (kept.Count >= Math.Clamp(sentences.Count / 3, 1, MaxSentences))
                break;
            if (kept.Count > 0 && sentences[i].Length > room)
                continue;
            kept.Add(i);
            room -= sentences[i].Length;
        }

        var text = string.Join(' ', kept.Order().Select(i => Cut(sentences[i])));
        var frequent = words.SelectMany(list => list)
            .DistinctBy(word => word.Stem)
            .Where(word => frequency[word.Stem] > 1)
            .OrderByDescending(word => frequency[word.Stem])
            .Take(KeyWordCount)
            .Select(word => word.Word);
        return new Summary(text, kept.Count, [.. frequent]);
    }

    public static string Cut(string sentence)
    {
        if (sentence.Length <= MaxLength)
            return sentence;
        var end = sentence.LastIndexOf(' ', MaxLength);
        end = end > 0 ? end : char.IsHighSurrogate(sentence[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return $"{sentence[..end]}…";
    }

    private static List<(string Word, string Stem)> ContentWords(string sentence) =>
        [.. Words.Of(sentence).Where(word => word.Length > 2 && !StopWords.Contains(word)).Select(word => (word, PorterStemmer.Stem(word)))];
}

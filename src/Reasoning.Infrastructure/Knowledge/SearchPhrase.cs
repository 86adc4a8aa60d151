namespace Reasoning.Infrastructure.Knowledge;

/// <summary>Words that have to follow each other.</summary>
/// <param name="Words">In lower case.</param>
internal sealed record SearchPhrase(IReadOnlyList<string> Words)
{
    public string Text { get; } = string.Join(' ', Words);

    public IReadOnlyList<string> Stems { get; } = [.. Words.Select(StemCache.Stem)];

    // A longer run of words without a gap is an address or nothing; each word costs a look into the index.
    private const int MaxWords = 16;

    // Shorter words begin too many names.
    private const int MinPrefix = 4;

    /// <summary>It also stands for the names that it begins, in a document's path: "Node" is in <c>nodejs-doc</c>.</summary>
    public bool IsPrefix => Words is [{ Length: >= MinPrefix }];

    /// <summary>In quotes nothing is an operator of FTS5; a word consists of letters and digits and has no quotes itself.</summary>
    public string ToFts5() => IsPrefix ? $"(\"{Text}\" OR source : \"{Text}\" *)" : $"\"{Text}\"";

    /// <summary>The text, and a name that is made of several words (<c>HeartbeatInterval</c>) also as those.</summary>
    public static IEnumerable<SearchPhrase> All(string text)
    {
        var whole = new SearchPhrase([.. Knowledge.Words.Of(text).Take(MaxWords)]);
        return whole.Words.Count == 1 ? [whole, .. Knowledge.Words.Names(text).Select(parts => new SearchPhrase([.. parts.Take(MaxWords)]))] : [whole];
    }
}

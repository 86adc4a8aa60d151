namespace Reasoning.Infrastructure.Knowledge;

/// <summary>Words that have to follow each other.</summary>
/// <param name="Words">In lower case.</param>
internal sealed record SearchPhrase(IReadOnlyList<string> Words)
{
    public string Text { get; } = string.Join(' ', Words);

    public IReadOnlyList<string> Stems { get; } = [.. Words.Select(PorterStemmer.Stem)];

    /// <summary>In quotes nothing is an operator of FTS5; a word consists of letters and digits and has no quotes itself.</summary>
    public string ToFts5() => $"\"{Text}\"";

    public static SearchPhrase Of(string text) => new([.. Knowledge.Words.Of(text)]);
}

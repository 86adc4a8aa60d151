namespace Reasoning.Infrastructure.Knowledge.Parsing.PlainText;

/// <summary>A document's lines and a place among them.</summary>
internal sealed class Lines(string text)
{
    private readonly string[] _lines = Split(text);

    public int Position { get; private set; }

    public bool AtEnd => Position >= _lines.Length;

    public string Current => _lines[Position];

    public string? Next => Position + 1 < _lines.Length ? _lines[Position + 1] : null;

    public string? Previous => Position > 0 ? _lines[Position - 1] : null;

    public bool CurrentIsBlank => string.IsNullOrWhiteSpace(Current);

    public string Take() => _lines[Position++];

    public void Skip(int count) => Position += count;

    public int CountUnderlined() =>
        Enumerable.Range(0, _lines.Length - 1).Count(i => LineKind.IsUnderlined(_lines[i], _lines[i + 1], out _));

    public static int Indent(string line) => line.Length - line.AsSpan().TrimStart(' ').Length;

    public static string[] Split(string text, int tab = 4) =>
        text.ReplaceLineEndings("\n").Replace("\t", new string(' ', tab), StringComparison.Ordinal).Split('\n');
}

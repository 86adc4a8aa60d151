namespace Reasoning.Infrastructure.Knowledge.Parsing;

/// <summary>A document's lines, without what stands before its text, and a place among them.</summary>
internal sealed class Lines
{
    private const int MaxFrontMatter = 200;
    private readonly string[] _lines;

    public Lines(string text)
    {
        _lines = text.ReplaceLineEndings("\n").Replace("\t", "    ", StringComparison.Ordinal).Split('\n');
        Position = AfterFrontMatter();
    }

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

    private int AfterFrontMatter()
    {
        if (_lines[0].TrimEnd() is not "---")
            return 0;
        for (var i = 1; i < Math.Min(_lines.Length, MaxFrontMatter); i++)
        {
            if (_lines[i].TrimEnd() is "---" or "...")
                return i + 1;
        }

        return 0;
    }
}

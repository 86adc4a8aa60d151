using System.Text;

namespace Reasoning.Infrastructure.Knowledge.Parsing;

/// <summary>Puts a document's blocks together to passages: all that stands under one heading, or a part of it.</summary>
internal sealed class PassageBuilder
{
    // About two hundred words, what a person reads in half a minute; bm25 also prefers passages of like length.
    private const int GoodLength = 1500;
    private const int MaxTogether = 4000;
    private const int MaxHeading = 120;
    private const int MaxPath = 8;

    /// <summary>Of one document: a long one of short sections has some thousands. Each costs its headings once more.</summary>
    public const int MaxPassages = 10_000;

    // Sections that only point elsewhere.
    private static readonly HashSet<string> Pointers = new(StringComparer.OrdinalIgnoreCase)
    {
        "see also", "references", "related", "related links", "further reading", "table of contents", "contents", "index",
    };

    private readonly List<(int Level, string Title)> _path = [];
    private readonly StringBuilder _text = new();

    // Blocks that belong together: what introduces a list or code, and that.
    private readonly List<Block> _unit = [];
    private int? _skippedLevel;

    public static IReadOnlyList<(string Heading, string Text)> Build(Document document, Excess excess)
    {
        var passages = All(document, excess).Take(MaxPassages + 1).ToList();
        if (passages.Count <= MaxPassages)
            return passages;
        excess.Add($"it has more than {MaxPassages} passages: the rest is left out");
        return passages[..MaxPassages];
    }

    private static IEnumerable<(string Heading, string Text)> All(Document document, Excess excess)
    {
        var builder = new PassageBuilder();
        foreach (var block in DocumentParser.Read(document, excess))
        {
            if (block.Kind is BlockKind.Heading or BlockKind.HeadingEnd)
            {
                foreach (var passage in builder.End())
                    yield return passage;
                builder.Leave(block.Level);
                if (block.Kind == BlockKind.Heading)
                    builder.Enter(block);
            }
            else if (builder._skippedLevel is null)
            {
                foreach (var passage in BlockParts.Of(block).SelectMany(builder.Add))
                    yield return passage;
            }
        }

        foreach (var passage in builder.End())
            yield return passage;
    }

    private void Leave(int level)
    {
        while (_path.Count > 0 && _path[^1].Level >= level)
            _path.RemoveAt(_path.Count - 1);
        if (_skippedLevel >= level)
            _skippedLevel = null;
    }

    private void Enter(Block heading)
    {
        if (_path.Count < MaxPath)
            _path.Add((heading.Level, heading.Text.Length > MaxHeading ? BlockParts.Beginning(heading.Text, MaxHeading) + "…" : heading.Text));
        if (_skippedLevel is null && Pointers.Contains(heading.Text.Trim(' ', ':', '.')))
            _skippedLevel = heading.Level;
    }

    private IEnumerable<(string Heading, string Text)> Add(Block block)
    {
        if (_unit.Count > 0 && !BelongsToUnit(block))
        {
            foreach (var passage in EndUnit())
                yield return passage;
        }

        _unit.Add(block);
    }

    private bool BelongsToUnit(Block block) =>
        (_unit[^1].Text.EndsWith(':') || (_unit[^1].Kind == BlockKind.Paragraph && block.Kind != BlockKind.Paragraph))
        && _unit.Sum(part => part.Text.Length + 2) + block.Text.Length <= MaxTogether;

    private IEnumerable<(string Heading, string Text)> EndUnit()
    {
        var unit = string.Join("\n\n", _unit.Select(block => block.Text));
        _unit.Clear();
        if (_text.Length > 0 && _text.Length + unit.Length > GoodLength && Take() is { } full)
            yield return full;
        _text.Append(_text.Length > 0 && unit.Length > 0 ? "\n\n" : "").Append(unit);
    }

    private IEnumerable<(string Heading, string Text)> End()
    {
        foreach (var passage in EndUnit())
            yield return passage;
        if (Take() is { } last)
            yield return last;
    }

    private (string Heading, string Text)? Take()
    {
        var text = _text.ToString();
        _text.Clear();
        return text.Any(char.IsLetterOrDigit) ? (string.Join(" › ", _path.Select(part => part.Title)), text) : null;
    }
}

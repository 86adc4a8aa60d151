using System.Text;

namespace Reasoning.Infrastructure.Knowledge.Parsing;

/// <summary>Puts a document's blocks together to passages: all that stands under one heading, or a part of it.</summary>
internal sealed class PassageBuilder
{
    // About what a person reads in half a minute; bm25 also prefers passages of like length.
    private const int GoodLength = 1500;
    // Longer blocks are dumps: they are cut, at a line's end where there is one.
    private const int MaxBlock = 3000;
    private const int MaxHeading = 120;

    // Sections that only point elsewhere.
    private static readonly HashSet<string> Pointers = new(StringComparer.OrdinalIgnoreCase)
    {
        "see also", "references", "related", "related links", "further reading", "table of contents", "contents", "index",
    };

    private readonly List<(int Level, string Title)> _path = [];
    private readonly StringBuilder _text = new();
    private int? _skippedLevel;

    public static IEnumerable<(string Heading, string Text)> Build(Document document)
    {
        var builder = new PassageBuilder();
        foreach (var block in BlockReader.Read(document))
        {
            if (block.Kind == BlockKind.Heading)
            {
                if (builder.Take() is { } section)
                    yield return section;
                builder.Enter(block);
            }
            else if (builder._skippedLevel is null)
            {
                foreach (var part in Parts(block.Text))
                {
                    if (builder.IsFull(part) && builder.Take() is { } full)
                        yield return full;
                    builder.Add(part);
                }
            }
        }

        if (builder.Take() is { } last)
            yield return last;
    }

    private void Enter(Block heading)
    {
        while (_path.Count > 0 && _path[^1].Level >= heading.Level)
            _path.RemoveAt(_path.Count - 1);
        _path.Add((heading.Level, heading.Text.Length > MaxHeading ? heading.Text[..MaxHeading] : heading.Text));

        if (_skippedLevel >= heading.Level)
            _skippedLevel = null;
        if (_skippedLevel is null && Pointers.Contains(heading.Text.Trim(' ', ':', '.')))
            _skippedLevel = heading.Level;
    }

    // What ends in a colon introduces the next block and stays with it.
    private bool IsFull(string next) =>
        _text.Length > 0 && _text.Length + next.Length > GoodLength && _text[^1] != ':';

    private void Add(string block) => _text.Append(_text.Length > 0 ? "\n\n" : "").Append(block);

    private (string Heading, string Text)? Take()
    {
        var text = _text.ToString();
        _text.Clear();
        return text.Any(char.IsLetterOrDigit) ? (string.Join(" › ", _path.Select(part => part.Title)), text) : null;
    }

    private static IEnumerable<string> Parts(string block)
    {
        while (block.Length > MaxBlock)
        {
            var end = block.LastIndexOf('\n', MaxBlock - 1, MaxBlock);
            if (end < MaxBlock / 2)
                end = block.LastIndexOf(' ', MaxBlock - 1, MaxBlock);
            if (end < MaxBlock / 2)
                end = char.IsHighSurrogate(block[MaxBlock - 1]) ? MaxBlock - 1 : MaxBlock;
            yield return block[..end].TrimEnd();
            block = block[end..].TrimStart();
        }

        yield return block;
    }
}

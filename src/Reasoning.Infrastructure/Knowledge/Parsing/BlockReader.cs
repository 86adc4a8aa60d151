namespace Reasoning.Infrastructure.Knowledge.Parsing;

/// <summary>
/// Cuts a document into headings and blocks, line by line and in one pass: time and memory grow with the document's
/// length and nothing else, whatever it contains. Not all of Markdown, but what decides where a block begins and ends.
/// </summary>
internal sealed class BlockReader
{
    private readonly Lines _lines;
    private readonly bool _markdown;
    // A text that underlines its titles has no others: its numbered lines are lists.
    private readonly bool _underlines;
    // A plain text's marks get their rank in the order in which they appear (as reStructuredText defines it).
    private readonly List<char> _marks = [];

    private BlockReader(Document document)
    {
        _lines = new Lines(document.Text);
        _markdown = document.IsMarkdown;
        _underlines = _lines.CountUnderlined() >= 3;
    }

    public static IEnumerable<Block> Read(Document document)
    {
        var reader = new BlockReader(document);
        while (!reader._lines.AtEnd)
        {
            if (reader.Next() is { Text.Length: > 0 } block)
                yield return block;
        }
    }

    private Block? Next()
    {
        if (_lines.CurrentIsBlank)
        {
            _lines.Skip(1);
            return null;
        }

        return Heading()
            ?? (_markdown ? MarkdownBlock() : null)
            ?? (InlineText.IsDecoration(_lines.Current) || LineKind.IsMarkup(_lines.Current) ? Skip() : null)
            ?? (LineKind.IsItem(_lines.Current) ? ListReader.Read(_lines) : null)
            ?? Paragraph();
    }

    private Block? Heading()
    {
        if (_markdown && LineKind.IsMarkdownHeading(_lines.Current, out var level, out var title))
        {
            _lines.Skip(1);
            return new Block(BlockKind.Heading, InlineText.Clean(title), level);
        }

        if (LineKind.IsUnderlined(_lines.Current, _lines.Next, out var mark) && !LineKind.IsItem(_lines.Current))
        {
            var text = _lines.Take().Trim();
            _lines.Skip(1);
            return new Block(BlockKind.Heading, InlineText.Clean(text), Rank(mark));
        }

        if (_markdown || _underlines)
            return null;
        if (LineKind.IsNumberedTitle(_lines, out level))
            return new Block(BlockKind.Heading, _lines.Take().Trim(), level);
        if (LineKind.IsCapitalTitle(_lines))
            return new Block(BlockKind.Heading, _lines.Take().Trim(), 1);
        return null;
    }

    private int Rank(char mark)
    {
        if (_markdown)
            return mark == '=' ? 1 : 2;
        if (!_marks.Contains(mark))
            _marks.Add(mark);
        return _marks.IndexOf(mark) + 1;
    }

    private Block? MarkdownBlock()
    {
        if (_lines.Current.TrimStart().StartsWith("<!--", StringComparison.Ordinal))
        {
            while (!_lines.AtEnd && !_lines.Take().Contains("-->", StringComparison.Ordinal))
            {
            }

            return Skip(0);
        }

        if (LineKind.IsFence(_lines.Current, out var fence))
            return CodeReader.Fenced(_lines, fence);
        if (LineKind.IsTableRow(_lines.Current))
            return TableReader.Read(_lines);
        return Lines.Indent(_lines.Current) >= 4 && string.IsNullOrWhiteSpace(_lines.Previous) && !LineKind.IsItem(_lines.Current)
            ? CodeReader.Indented(_lines)
            : null;
    }

    private Block Paragraph()
    {
        List<string> lines = [];
        do
        {
            var line = _lines.Take();
            if (_markdown)
                line = InlineText.Clean(line.TrimStart('>', ' '));
            if (!InlineText.IsOnlyLinks(line) && !InlineText.IsDecoration(line))
                lines.Add(line.TrimEnd());
        }
        while (!_lines.AtEnd && !_lines.CurrentIsBlank && !(_markdown && StartsAnother()));

        // Markdown's line ends mean nothing; a plain text's may be a table or a program.
        return new Block(
            BlockKind.Paragraph,
            _markdown ? string.Join(' ', lines.Select(line => line.Trim())).Trim() : Dedent(lines));
    }

    private bool StartsAnother() =>
        LineKind.IsMarkdownHeading(_lines.Current, out _, out _)
        || LineKind.IsFence(_lines.Current, out _)
        || LineKind.IsTableRow(_lines.Current)
        || LineKind.IsItem(_lines.Current);

    internal static string Dedent(List<string> lines)
    {
        var indent = lines.Where(line => line.Length > 0).Select(Lines.Indent).DefaultIfEmpty().Min();
        return string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..] : ""));
    }

    private Block Skip(int count = 1)
    {
        _lines.Skip(count);
        return new Block(BlockKind.Paragraph, "");
    }
}

using Reasoning.Infrastructure.Knowledge.Parsing.PlainText;

namespace Reasoning.Infrastructure.Knowledge.Parsing.ReStructuredText;

/// <summary>Reads reStructuredText, as Sphinx writes it: body elements by their indentation, each in one pass over its lines.</summary>
internal sealed class RstReader
{
    // Deeper than any person's document; each level copies its lines.
    private const int MaxDepth = 12;

    private readonly IReadOnlyList<string> _lines;
    private readonly BlockList _blocks;
    private readonly int _depth;
    private readonly List<string> _marks = [];
    private int _at;

    private RstReader(IReadOnlyList<string> lines, BlockList blocks, int depth) => (_lines, _blocks, _depth) = (lines, blocks, depth);

    public static IReadOnlyList<Block> Read(string text)
    {
        var blocks = new BlockList();
        Read(Lines.Split(text, 8), blocks, 0);
        return blocks.Blocks;
    }

    public static void Read(IReadOnlyList<string> lines, BlockList blocks, int depth)
    {
        if (depth > MaxDepth)
        {
            blocks.Paragraph(string.Join(' ', lines.Select(line => line.Trim())));
            return;
        }

        var reader = new RstReader(lines, blocks, depth);
        while (reader._at < lines.Count)
            reader.Next();
    }

    private string Line => _lines[_at];

    private string? Below => _at + 1 < _lines.Count ? _lines[_at + 1] : null;

    private void Next()
    {
        if (RstLine.IsBlank(Line))
            _at++;
        else if (_depth == 0 && (Overlined() || Underlined()))
            return;
        else if (Line.StartsWith(".. ", StringComparison.Ordinal) || Line.TrimEnd() == "..")
            Explicit();
        else if (Line.StartsWith(">>> ", StringComparison.Ordinal))
            _blocks.Code(string.Join('\n', TakeWhile(line => !RstLine.IsBlank(line))));
        else if (RstTables.IsGrid(Line))
            RstTables.ReadGrid(TakeWhile(line => !RstLine.IsBlank(line)), _blocks);
        else if (RstTables.IsSimple(Line))
            RstTables.ReadSimple(TakeSimpleTable(), _blocks);
        else if (RstLine.IsRule(Line))
            _at++;
        else if (RstLine.Marker(Line) > 0)
            List();
        else if (RstLine.IsField(Line))
            Field();
        else if (RstLine.Indent(Line) > 0)
            Read(TakeIndented(0), _blocks, _depth + 1);
        else if (Below is { } below && RstLine.Indent(below) > 0 && !RstLine.IsBlank(below) && !Line.TrimEnd().EndsWith("::", StringComparison.Ordinal))
            Definition();
        else
            Paragraph();
    }

    private bool Overlined()
    {
        if (!RstLine.IsRule(Line) || _at + 2 >= _lines.Count || !RstLine.IsRule(_lines[_at + 2]) || RstLine.IsBlank(_lines[_at + 1])
            || _lines[_at + 2].Trim()[0] != Line[0])
            return false;
        Title(_lines[_at + 1], $"{Line[0]}{Line[0]}");
        _at += 3;
        return true;
    }

    private bool Underlined()
    {
        if (Below is not { } below || !RstLine.IsRule(below) || RstLine.IsRule(Line) || below.TrimEnd().Length * 2 < Line.Trim().Length || RstLine.Indent(Line) > 0)
            return false;
        Title(Line, $"{below[0]}");
        _at += 2;
        return true;
    }

    private void Title(string text, string mark)
    {
        if (!_marks.Contains(mark))
            _marks.Add(mark);
        _blocks.Heading(RstInline.Clean(text.Trim()), _marks.IndexOf(mark) + 1);
    }

    private void Explicit()
    {
        var first = Line.Length > 3 ? Line[3..] : "";
        _at++;
        var body = TakeIndented(0);
        RstDirectives.Read(first, body, _blocks, _depth);
    }

    private void List()
    {
        List<IReadOnlyList<Block>> items = [];
        List<string> markers = [];
        var kind = RstLine.MarkerKind(Line);
        while (_at < _lines.Count && RstLine.Marker(Line) is > 0 and var width && RstLine.MarkerKind(Line) == kind)
        {
            var marker = Line[..width].Trim();
            List<string> item = [Line[width..]];
            _at++;
            item.AddRange(TakeIndented(width - 1));
            var body = new BlockList();
            Read(item, body, _depth + 1);
            items.Add(body.Blocks);
            markers.Add(kind == '#' ? marker.StartsWith('#') ? $"{items.Count}. " : marker + " " : "- ");
            SkipBlank(to: line => RstLine.Marker(line) > 0 && RstLine.MarkerKind(line) == kind);
        }

        _blocks.Items(items, i => markers[i]);
    }

    private void Field()
    {
        var (name, rest) = RstLine.Field(Line);
        _at++;
        List<string> lines = [rest, .. TakeIndented(0)];

        // Data about the document, before its title, is not its text.
        if (_blocks.Blocks.Count == 0 && _depth == 0)
            return;
        var body = _blocks.Nested();
        Read(lines, body, _depth + 1);
        _blocks.Definition(RstInline.Clean(name), body);
    }

    private void Definition()
    {
        var term = Line.Trim();
        _at++;
        var body = _blocks.Nested();
        Read(TakeIndented(0), body, _depth + 1);
        if (term.StartsWith("| ", StringComparison.Ordinal))
            term = term[2..];
        _blocks.Definition(RstInline.Clean(term.Replace(" : ", " (", StringComparison.Ordinal) + (term.Contains(" : ", StringComparison.Ordinal) ? ")" : "")), body);
    }

    private void Paragraph()
    {
        var lines = TakeWhile(line => !RstLine.IsBlank(line) && RstLine.Indent(line) == 0 && !line.StartsWith(".. ", StringComparison.Ordinal));
        var text = string.Join(' ', lines.Select(line => line.StartsWith("| ", StringComparison.Ordinal) ? line[2..].Trim() : line.Trim()));
        var isLiteral = text.EndsWith("::", StringComparison.Ordinal);
        if (isLiteral)
            text = text == "::" || text.EndsWith(" ::", StringComparison.Ordinal) ? text[..^2].TrimEnd() : text[..^1];
        _blocks.Paragraph(RstInline.Clean(text));

        if (isLiteral)
        {
            while (_at < _lines.Count && RstLine.IsBlank(Line))
                _at++;
            if (_at < _lines.Count && RstLine.Indent(Line) > 0)
                _blocks.Code(string.Join('\n', TakeIndented(0)));
        }
    }

    private List<string> TakeWhile(Func<string, bool> matches)
    {
        List<string> lines = [];
        do
            lines.Add(_lines[_at++].TrimEnd());
        while (_at < _lines.Count && matches(Line));
        return lines;
    }

    // It has a rule at its beginning, below its head, and at its end.
    private List<string> TakeSimpleTable()
    {
        var start = _at;
        var end = start + 1;
        var rules = 1;
        while (end < _lines.Count && !(RstTables.IsSimple(_lines[end]) && (rules > 1 || end + 1 >= _lines.Count || RstLine.IsBlank(_lines[end + 1]))))
        {
            rules += RstTables.IsSimple(_lines[end]) ? 1 : 0;
            end++;
        }

        _at = Math.Min(end + 1, _lines.Count);
        return [.. Enumerable.Range(start, _at - start).Select(i => _lines[i])];
    }

    // What is deeper than this, without the indentation that all of it has.
    private List<string> TakeIndented(int margin)
    {
        List<string> lines = [];
        while (_at < _lines.Count && (RstLine.IsBlank(Line) || RstLine.Indent(Line) > margin))
            lines.Add(_lines[_at++]);
        while (lines.Count > 0 && RstLine.IsBlank(lines[^1]))
            lines.RemoveAt(lines.Count - 1);
        var indent = lines.Where(line => !RstLine.IsBlank(line)).Select(RstLine.Indent).DefaultIfEmpty().Min();
        return [.. lines.Select(line => line.Length > indent ? line[indent..] : "")];
    }

    private void SkipBlank(Func<string, bool> to)
    {
        var next = _at;
        while (next < _lines.Count && RstLine.IsBlank(_lines[next]))
            next++;
        if (next < _lines.Count && to(_lines[next]))
            _at = next;
    }
}

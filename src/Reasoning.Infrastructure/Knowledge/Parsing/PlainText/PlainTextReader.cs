namespace Reasoning.Infrastructure.Knowledge.Parsing.PlainText;

/// <summary>
/// Cuts a plain text into headings and blocks, line by line and in one pass: time and memory grow with its length and
/// nothing else, whatever it contains.
/// </summary>
internal sealed class PlainTextReader
{
    // Shorter lines were broken on purpose.
    private const int FullLine = 40;

    private readonly Lines _lines;
    private readonly BlockList _blocks = new();

    // A text that underlines its titles has no others: its numbered lines are lists.
    private readonly bool _underlines;

    // Marks get their rank in the order in which they appear, as reStructuredText defines it.
    private readonly List<char> _marks = [];

    private PlainTextReader(string text)
    {
        _lines = new Lines(text);
        _underlines = _lines.CountUnderlined() >= 3;
    }

    public static IReadOnlyList<Block> Read(string text)
    {

        var reader = new PlainTextReader(text);
        while (!reader._lines.AtEnd)
            reader.Next();
        return reader._blocks.Blocks;
    }

    private void Next()
    {
        if (_lines.CurrentIsBlank || LineKind.IsDecoration(_lines.Current))
            _lines.Skip(1);
        else if (LineKind.IsUnderlined(_lines.Current, _lines.Next, out var mark) && !LineKind.IsItem(_lines.Current))
            Underlined(mark);
        else if (!_underlines && LineKind.IsNumberedTitle(_lines, out var level))
            _blocks.Heading(_lines.Take(), level);
        else if (!_underlines && LineKind.IsCapitalTitle(_lines))
            _blocks.Heading(_lines.Take(), 1);
        else if (LineKind.IsItem(_lines.Current))
            List();
        else if (LineKind.IsFence(_lines.Current))
            Fenced();
        else
            Paragraph();
    }

    private void Underlined(char mark)
    {
        if (!_marks.Contains(mark))
            _marks.Add(mark);
        _blocks.Heading(_lines.Take(), _marks.IndexOf(mark) + 1);
        _lines.Skip(1);
    }

    private void Paragraph()
    {
        List<string> lines = [];
        do
        {
            var line = _lines.Take();
            if (!LineKind.IsOnlyAddress(line) && !LineKind.IsDecoration(line))
                lines.Add(line.TrimEnd());
        }
        while (!_lines.AtEnd && !_lines.CurrentIsBlank);

        // Line ends may mean nothing, or make a table or a program.
        var isProse = lines.SkipLast(1).All(line => line.Trim().Length >= FullLine)
            && !lines.Exists(line => line.Trim().Contains("   ", StringComparison.Ordinal));
        _blocks.Paragraph(isProse ? string.Join(' ', lines.SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))) : BlockList.Dedent(lines));
    }

    private void Fenced()
    {
        List<string> code = [];
        _lines.Skip(1);
        while (!_lines.AtEnd && !LineKind.IsFence(_lines.Current))
            code.Add(_lines.Take());
        if (!_lines.AtEnd)
            _lines.Skip(1);
        _blocks.Code(string.Join('\n', code));
    }

    // One line an item, with whatever is indented below it.
    private void List()
    {
        var indent = Lines.Indent(_lines.Current);
        List<string> items = [];
        List<string> item = [];
        while (!_lines.AtEnd && !EndsList(indent))
        {
            if (LineKind.IsItem(_lines.Current))
                Finish(item, items);
            var line = _lines.Take();
            if (item.Count == 0)
                item.Add(line.TrimEnd());
            else if (!string.IsNullOrWhiteSpace(line))
                item.Add(line.Trim());
        }

        Finish(item, items);
        if (items.Count > 0 && !LineKind.IsContents(items))
            _blocks.Add(new Block(BlockKind.List, BlockList.Dedent(items)));
    }

    // An empty line ends it, unless what follows is deeper or one more item; a line at its margin right below an item goes on with that.
    private bool EndsList(int indent)
    {
        if (_lines.CurrentIsBlank)
            return _lines.Next is not { } next || string.IsNullOrWhiteSpace(next) || !(Lines.Indent(next) > indent || LineKind.IsItem(next));
        return Lines.Indent(_lines.Current) <= indent
            && !LineKind.IsItem(_lines.Current)
            && (string.IsNullOrWhiteSpace(_lines.Previous) || LineKind.IsUnderlined(_lines.Current, _lines.Next, out _));
    }

    private static void Finish(List<string> item, List<string> items)
    {
        var text = string.Join(' ', item);
        item.Clear();
        if (text.Any(char.IsLetterOrDigit) && !LineKind.IsOnlyAddress(text))
            items.Add(text);
    }
}

using System.Text.RegularExpressions;

namespace Reasoning.Infrastructure.Knowledge.Parsing.PlainText;

/// <summary>Reads the AsciiDoc that manual pages are written in (Git's): titles, definitions, listings, lists and prose.</summary>
internal sealed partial class AsciiDocReader
{
    private readonly Lines _lines;
    private readonly BlockList _blocks = new();
    private readonly List<string> _terms = [];

    private AsciiDocReader(string text) => _lines = new Lines(text);

    /// <summary>By marks that other texts do not have.</summary>
    public static bool Recognizes(string text) => Marks().Count(text) >= 2;

    public static IReadOnlyList<Block> Read(string text)
    {
        var reader = new AsciiDocReader(text);
        while (!reader._lines.AtEnd)
            reader.Next();
        return reader._blocks.Blocks;
    }

    private void Next()
    {
        if (_lines.CurrentIsBlank || IsDirective(_lines.Current))
            _lines.Skip(1);
        else if (Heading() || Listing(_blocks))
            return;
        else if (Term().IsMatch(_lines.Current))
            Definition();
        else
            Block(_blocks, 0);
    }

    private bool Heading()
    {
        if (!LineKind.IsUnderlined(_lines.Current, _lines.Next, out var mark) || Delimiter().IsMatch(_lines.Current))
            return false;
        _blocks.Heading(Clean(_lines.Take()), "=-~^+".IndexOf(mark, StringComparison.Ordinal) + 1);
        _lines.Skip(1);
        return true;
    }

    // Between two equal lines: code, or what is only held together.
    private bool Listing(BlockList blocks)
    {
        var mark = _lines.Current.TrimEnd();
        if (!Delimiter().IsMatch(mark))
            return false;
        _lines.Skip(1);
        if (mark is "--" || mark[0] is '=' or '*' or '_')
            return true;
        List<string> code = [];
        while (!_lines.AtEnd && _lines.Current.TrimEnd() != mark)
            code.Add(_lines.Take());
        if (!_lines.AtEnd)
            _lines.Skip(1);
        if (mark[0] != '/')
            blocks.Code(string.Join('\n', code));
        return true;
    }

    // Terms, then what is indented or joined by a plus.
    private void Definition()
    {
        while (!_lines.AtEnd && Term().Match(_lines.Current) is { Success: true } term)
        {
            _terms.Add(Clean(term.Groups["term"].Value));
            _lines.Skip(1);
            if (!_lines.AtEnd && _lines.CurrentIsBlank && _lines.Next is { } next && (Term().IsMatch(next) || Lines.Indent(next) > 0))
                _lines.Skip(1);
        }

        var body = _blocks.Nested();
        var isJoined = true;
        while (!_lines.AtEnd && !Term().IsMatch(_lines.Current))
        {
            if (_lines.Current.TrimEnd() == "+" || IsDirective(_lines.Current))
            {
                isJoined |= _lines.Current.TrimEnd() == "+";
                _lines.Skip(1);
            }
            else if (_lines.CurrentIsBlank)
            {
                isJoined = false;
                _lines.Skip(1);
            }
            else if (isJoined || Lines.Indent(_lines.Current) > 0 || (LineKind.IsItem(_lines.Current) && body.Blocks.Count > 0))
            {
                if (!Listing(body))
                    Block(body, Lines.Indent(_lines.Current));
                isJoined = false;
            }
            else
            {
                break;
            }
        }

        _blocks.Definition(string.Join(", ", _terms), body);
        _terms.Clear();
    }

    private void Block(BlockList blocks, int indent)
    {
        List<string> lines = [];
        var first = _lines.Current;
        var isList = LineKind.IsItem(first) || LineKind.IsItem(first.Replace(". ", "1. ", StringComparison.Ordinal));
        var isVerse = _lines.Previous?.StartsWith("[verse]", StringComparison.Ordinal) == true;
        do
            lines.Add(_lines.Take());
        while (!_lines.AtEnd && !_lines.CurrentIsBlank && _lines.Current.TrimEnd() != "+" && !Delimiter().IsMatch(_lines.Current)
            && !Term().IsMatch(_lines.Current) && !(LineKind.IsItem(_lines.Current) && !isList));

        // What is indented in running text is code.
        if (isVerse || (indent == 0 && !isList && Lines.Indent(first) > 0))
            blocks.Code(string.Join('\n', isVerse ? lines.Select(line => Plain(line)) : lines));
        else if (isList)
            blocks.Items([.. Items(lines).Select(item => new[] { new Block(BlockKind.Paragraph, Clean(item)) })], _ => "- ");
        else
            blocks.Paragraph(Clean(string.Join(' ', lines.Select(line => line.Trim()))));
    }

    private static IEnumerable<string> Items(List<string> lines)
    {
        List<string> item = [];
        foreach (var line in lines)
        {
            if (LineKind.IsItem(line) || line.TrimStart().StartsWith(". ", StringComparison.Ordinal))
            {
                if (item.Count > 0)
                    yield return string.Join(' ', item);
                item = [Bullet().Replace(line, "")];
            }
            else
            {
                item.Add(line.Trim());
            }
        }

        yield return string.Join(' ', item);
    }

    private static bool IsDirective(string line) =>
        line.StartsWith("//", StringComparison.Ordinal) || Directive().IsMatch(line);

    private static string Clean(string text) => string.Join(' ', Plain(text).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Plain(string text) =>
        Emphasis().Replace(Link().Replace(text, "${text}"), "${before}${text}").Replace("{empty}", "", StringComparison.Ordinal);

    [GeneratedRegex(@"^(\[verse\]|include::|ifdef::|ifndef::|endif::|\[\[[^\]\n]+\]\])|linkgit:|[^\s:]::$", RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex Marks();

    [GeneratedRegex(@"^(?<term>\S.*[^:\s]):: *$", RegexOptions.NonBacktracking)]
    private static partial Regex Term();

    [GeneratedRegex(@"^(-{2}|[-.=*_/]{4,}) *$", RegexOptions.NonBacktracking)]
    private static partial Regex Delimiter();

    [GeneratedRegex(@"^(include|ifdef|ifndef|ifeval|endif)::|^\[[^\]]*\] *$|^:[\w-]+:", RegexOptions.NonBacktracking)]
    private static partial Regex Directive();

    [GeneratedRegex(@"^ *([-*+•.]+|\d{1,3}[.)]) +", RegexOptions.NonBacktracking)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"(linkgit|link|https?|xref):(?<text>[^\s\[\]]+)\[[^\[\]]*\]|<<[^<>,]+,(?<text>[^<>]+)>>", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<before>^|[\s(,])['_*](?<text>[^\s'_*][^'_*]*)['_*]", RegexOptions.NonBacktracking)]
    private static partial Regex Emphasis();
}

using System.Buffers;

namespace Reasoning.Infrastructure.Knowledge.Parsing.Markdown;

/// <summary>
/// Tells what no person has written, before it is parsed: the parser takes no time limit, and a limit of time would make
/// what is found depend on how busy the machine was.
/// </summary>
internal sealed class MarkdownLimits
{
    private const int MaxLine = 32_768;
    private const int MaxParagraph = 131_072;

    // The parser fills up a table's short rows.
    private const long MaxCells = 100_000;

    // Of both together about a second's work.
    private const int MaxMarks = 200_000;
    private const int MaxBlocks = 100_000;

    // The parser compares the marks of a paragraph with each other, and looks for the place of each definition and alert
    // among all blocks.
    private const long MaxComparisons = 200_000_000;
    private const long MaxLooks = 1_000_000_000;

    private static readonly SearchValues<char> Marks = SearchValues.Create("*_[]!<&`~:");

    private readonly string _text;
    private int _marks;
    private int _marksBefore;
    private long _compared;
    private int _blocks;
    private int _definitions;

    // As the parser does, it takes a carriage return alone for the end of a line.
    private MarkdownLimits(string text) => _text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    public static bool Allow(string text) => new MarkdownLimits(text).Allow();

    private bool Allow()
    {
        var (paragraph, columns, rows) = (0, 0, 0L);
        var isBlank = true;
        foreach (var range in _text.AsSpan().Split('\n'))
        {
            var line = _text.AsSpan(range);
            var isBelowBlank = isBlank;
            isBlank = line.IsWhiteSpace();
            paragraph += line.Length + 1;
            if (line.Length > MaxLine || paragraph > MaxParagraph)
                return false;
            if (isBlank)
            {
                EndParagraph();
                (paragraph, columns, rows) = (0, 0, 0);
                continue;
            }

            Count(line, isBelowBlank);
            columns = Math.Max(columns, line.Count('|') + line.Count('+'));
            if (columns * ++rows > MaxCells || _marks > MaxMarks || _blocks > MaxBlocks)
                return false;
        }

        EndParagraph();
        return _compared <= MaxComparisons && (long)_definitions * _blocks <= MaxLooks;
    }

    // A line may open a block, and as many more as there are quotations or lists in each other.
    private void Count(ReadOnlySpan<char> line, bool isBelowBlank)
    {
        var content = line.TrimStart("> \t-+*");
        var marks = line[..^content.Length];
        var opened = marks.Length - marks.Count(' ') - marks.Count('\t');
        _blocks += opened + (isBelowBlank || opened > 0 || content.IsEmpty || !char.IsLetter(content[0]) ? 1 : 0);
        _definitions += content is ['[', ..] ? 1 : 0;
        for (var at = content.IndexOfAny(Marks); at >= 0; at = content.IndexOfAny(Marks))
        {
            _marks++;
            content = content[(at + 1)..];
        }
    }

    private void EndParagraph()
    {
        long marks = _marks - _marksBefore;
        _compared += marks * marks;
        _marksBefore = _marks;
    }
}

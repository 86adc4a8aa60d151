namespace Reasoning.Infrastructure.Knowledge.Parsing.Markdown;

/// <summary>Tells what no person has written: the parser's time grows faster than the length of one paragraph.</summary>
internal static class MarkdownLimits
{
    private const int MaxLine = 32_768;
    private const int MaxParagraph = 131_072;

    // The parser fills up a table's short rows.
    private const long MaxCells = 100_000;

    public static bool Allow(string text)
    {
        var (line, paragraph) = (0, 0);
        var (cells, columns, rows) = (0, 0, 0L);
        var isBlank = true;
        foreach (var c in text)
        {
            paragraph++;
            if (c != '\n')
            {
                isBlank &= char.IsWhiteSpace(c);
                columns = Math.Max(columns, cells += c is '|' or '+' ? 1 : 0);
                if (++line > MaxLine)
                    return false;
                continue;
            }

            rows++;
            if (isBlank)
                (paragraph, columns, rows) = (0, 0, 0);
            if (paragraph > MaxParagraph || columns * rows > MaxCells)
                return false;
            (line, cells, isBlank) = (0, 0, true);
        }

        return paragraph <= MaxParagraph;
    }
}

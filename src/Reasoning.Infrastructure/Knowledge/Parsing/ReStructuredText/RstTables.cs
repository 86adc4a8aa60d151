using System.Text;

namespace Reasoning.Infrastructure.Knowledge.Parsing.ReStructuredText;

/// <summary>The four ways in which reStructuredText has tables.</summary>
internal static class RstTables
{
    public static bool IsGrid(string line) => line.StartsWith("+-", StringComparison.Ordinal) && line.AsSpan().TrimEnd().IndexOfAnyExcept("+-=") < 0;

    public static bool IsSimple(string line)
    {
        var text = line.AsSpan().TrimEnd();
        return text.StartsWith("==") && text.Contains(' ') && text.IndexOfAnyExcept("= ") < 0;
    }

    public static void ReadGrid(List<string> lines, BlockList blocks)
    {
        List<int> edges = [.. Enumerable.Range(0, lines[0].Length).Where(i => lines[0][i] == '+')];
        if ((long)edges.Count * lines.Count > BlockList.MaxCells)
            return;
        List<StringBuilder[]> rows = [NewRow(edges.Count - 1)];
        var headRows = 0;
        foreach (var line in lines.Skip(1))
        {
            if (line.StartsWith('+'))
            {
                headRows = line.Contains('=', StringComparison.Ordinal) ? rows.Count : headRows;
                rows.Add(NewRow(edges.Count - 1));
                continue;
            }

            for (var i = 0; i + 1 < edges.Count; i++)
                Append(rows[^1][i], Part(line, edges[i] + 1, edges[i + 1]).Trim('|', '+', '-'));
        }

        Write(rows, headRows > 0, blocks);
    }

    public static void ReadSimple(List<string> lines, BlockList blocks)
    {
        var columns = Columns(lines[0]);
        if ((long)columns.Count * lines.Count > BlockList.MaxCells)
            return;
        List<StringBuilder[]> rows = [];
        var headRows = 0;
        for (var n = 1; n < lines.Count; n++)
        {
            var line = lines[n];
            if (IsSimple(line))
            {
                headRows = n < lines.Count - 1 ? rows.Count : headRows;
                continue;
            }

            if (RstLine.IsBlank(line) || line.AsSpan().Trim().IndexOfAnyExcept("- ") < 0)
                continue;

            // What has nothing in the first column goes on with the row above.
            if (rows.Count == 0 || Part(line, columns[0].Start, columns[0].End).Trim().Length > 0)
                rows.Add(NewRow(columns.Count));
            for (var i = 0; i < columns.Count; i++)
                Append(rows[^1][i], Part(line, columns[i].Start, i + 1 < columns.Count ? columns[i + 1].Start : line.Length));
        }

        Write(rows, headRows > 0, blocks);
    }

    public static void ReadDirective(string name, string title, string? header, List<string> content, BlockList blocks)
    {
        if (title.Length > 0)
            blocks.Paragraph(RstInline.Clean(title));
        if (name == "csv-table")
        {
            // A number tells how many of the rows are the header; else it is the header.
            var ownHeader = header is null || header.All(char.IsDigit) ? [] : new[] { header };
            blocks.Table([.. ownHeader.Concat(content.Where(line => !RstLine.IsBlank(line))).Select(Csv)], header is not null);
            return;
        }

        List<IReadOnlyList<string>> cells = [];
        foreach (var line in content.Where(line => !RstLine.IsBlank(line)))
        {
            var isRow = line.StartsWith("* -", StringComparison.Ordinal);
            if (isRow)
                cells.Add(new List<string>());
            if (cells.Count == 0)
                continue;
            var row = (List<string>)cells[^1];
            var text = isRow ? line[3..].Trim() : line.Trim();
            if (isRow || line.StartsWith("  - ", StringComparison.Ordinal) || line.TrimEnd() == "  -")
                row.Add(RstInline.Clean(isRow ? text : text[1..].Trim()));
            else if (row.Count > 0)
                row[^1] = $"{row[^1]} {RstInline.Clean(text)}".Trim();
        }

        blocks.Table(cells, header is not null);
    }

    private static List<string> Csv(string line)
    {
        List<string> cells = [];
        var cell = new StringBuilder();
        var isQuoted = false;
        foreach (var c in line)
        {
            if (c == '"')
                isQuoted = !isQuoted;
            else if (c == ',' && !isQuoted)
                Finish();
            else
                cell.Append(c);
        }

        Finish();
        return cells;

        void Finish()
        {
            cells.Add(RstInline.Clean(cell.ToString().Trim()));
            cell.Clear();
        }
    }

    private static List<(int Start, int End)> Columns(string rule)
    {
        List<(int, int)> columns = [];
        for (var i = 0; i < rule.Length;)
        {
            var start = rule.IndexOf('=', i);
            if (start < 0)
                break;
            i = start;
            while (i < rule.Length && rule[i] == '=')
                i++;
            columns.Add((start, i));
        }

        return columns;
    }

    private static StringBuilder[] NewRow(int columns) => [.. Enumerable.Range(0, Math.Max(1, columns)).Select(_ => new StringBuilder())];

    private static string Part(string line, int start, int end) =>
        start >= line.Length ? "" : line[start..Math.Min(Math.Max(start, end), line.Length)];

    private static void Append(StringBuilder cell, string text)
    {
        text = text.Trim();
        if (text.Length > 0)
            cell.Append(cell.Length > 0 ? " " : "").Append(text);
    }

    private static void Write(List<StringBuilder[]> rows, bool hasHeader, BlockList blocks) =>
        blocks.Table(
            [.. rows.Where(row => row.Any(cell => cell.Length > 0)).Select(row => (IReadOnlyList<string>)[.. row.Select(cell => RstInline.Clean(cell.ToString()))])],
            hasHeader);
}

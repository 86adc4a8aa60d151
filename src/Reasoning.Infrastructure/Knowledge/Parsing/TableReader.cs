namespace Reasoning.Infrastructure.Knowledge.Parsing;

/// <summary>Reads a Markdown table as rows of <c>cell | cell</c>: its frame says nothing.</summary>
internal static class TableReader
{
    public static Block Read(Lines lines)
    {
        List<string> rows = [];
        while (!lines.AtEnd && LineKind.IsTableRow(lines.Current))
        {
            var line = lines.Take();
            if (InlineText.IsDecoration(line) || InlineText.IsOnlyLinks(line))
                continue;
            var cells = InlineText.Clean(line).Trim().Trim('|').Split('|').Select(cell => cell.Trim());
            var row = string.Join(" | ", cells);
            if (row.Any(char.IsLetterOrDigit))
                rows.Add(row);
        }

        return new Block(BlockKind.Table, string.Join('\n', rows));
    }
}

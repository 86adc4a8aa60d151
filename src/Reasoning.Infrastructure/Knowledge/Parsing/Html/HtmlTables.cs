using AngleSharp.Dom;

namespace Reasoning.Infrastructure.Knowledge.Parsing.Html;

internal static class HtmlTables
{
    public static void Read(IElement table, BlockList blocks, Func<INode, IReadOnlyList<Block>> read)
    {
        if (table.Children.FirstOrDefault(child => child.LocalName == "caption") is { } caption && !HtmlFurniture.IsDropped(caption))
            blocks.Add(read(caption));

        var rows = Rows(table).Select(row => Cells(row).ToList()).Where(row => row.Count > 0).ToList();
        if (rows.Sum(row => row.Count) > BlockList.MaxCells)
            return;
        var cells = rows.Select(row => row.Select(cell => HtmlFurniture.IsDropped(cell) ? [] : read(cell)).ToList()).ToList();

        // A table that only places things on the page.
        if (IsLayout(table, cells))
        {
            foreach (var cell in cells.SelectMany(row => row))
                blocks.Add(cell);
            return;
        }

        var said = cells.SelectMany(row => row).Where(cell => cell.Count > 0).ToList();
        if (said.Count > 0 && said.All(cell => cell.All(block => block.IsOnlyLinks)))
            return;
        var hasHeader = rows.Count > 1 && rows[0].All(cell => cell.LocalName == "th" || cell.TextContent.Trim().Length == 0 || HtmlFurniture.Beginning(cell).Any(part => part.LocalName is "b" or "strong"));
        blocks.Table([.. cells.Select(row => (IReadOnlyList<string>)[.. row.Select(Cell)])], hasHeader);
    }

    /// <summary>The cells of this table, without those of tables in it.</summary>
    public static IEnumerable<IElement> Cells(IElement table, string name) => Rows(table).SelectMany(Cells).Where(cell => cell.LocalName == name);

    private static IEnumerable<IElement> Cells(IElement row) => row.Children.Where(cell => cell.LocalName is "td" or "th");

    private static IEnumerable<IElement> Rows(IElement table) => table.Children.SelectMany(part => part.LocalName switch
    {
        "tr" => Enumerable.Repeat(part, 1),
        "thead" or "tbody" or "tfoot" => part.Children.Where(row => row.LocalName == "tr"),
        _ => [],
    });

    private static bool IsLayout(IElement table, List<List<IReadOnlyList<Block>>> cells) =>
        table.GetAttribute("role") is "presentation"
        || cells.Any(row => row.Any(cell => cell.Any(block => block.Kind is BlockKind.Heading or BlockKind.Table)))
        || (cells.Count == 1 && cells[0].Any(cell => cell.Count > 1 || cell.Any(block => block.Kind != BlockKind.Paragraph)));

    private static string Cell(IReadOnlyList<Block> blocks) =>
        string.Join("; ", blocks.Where(block => block.Text.Length > 0).Select(Line)).Replace('\n', ' ');

    // Code and lists lose their lines in a cell.
    private static string Line(Block block) => block.Kind switch
    {
        BlockKind.Code => $"`{string.Join(' ', block.Text.Trim('`').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("`", "'", StringComparison.Ordinal)}`",
        BlockKind.List => string.Join("; ", block.Text.Split('\n').Select(line => line.Trim().TrimStart('-').Trim())),
        _ => block.Text,
    };
}

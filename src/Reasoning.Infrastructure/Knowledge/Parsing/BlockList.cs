using System.Text;

namespace Reasoning.Infrastructure.Knowledge.Parsing;

/// <summary>Collects the blocks that a reader finds, written alike for every format.</summary>
/// <param name="depth">How many lists of definitions this stands in.</param>
internal sealed class BlockList(int depth = 0)
{
    // Below all headings that a document can have.
    private const int DefinitionLevel = 10;

    // A shorter definition is a paragraph; a longer one is a section of its own, found and cited by its term.
    private const int LongDefinition = 400;

    /// <summary>A table with more cells, after short rows were filled up, is no person's: it is left out.</summary>
    public const int MaxCells = 50_000;

    private readonly List<Block> _blocks = [];

    public IReadOnlyList<Block> Blocks => _blocks;

    /// <summary>For what stands in a definition of this list.</summary>
    public BlockList Nested() => new(depth + 1);

    public void Add(Block block) => _blocks.Add(block);

    public void Add(IEnumerable<Block> blocks) => _blocks.AddRange(blocks);

    public void Heading(string text, int level)
    {
        var title = text.Replace("`", "", StringComparison.Ordinal).Trim();
        if (title.Length > 0)
            Add(new Block(BlockKind.Heading, title, level));
    }

    public void Paragraph(string text, bool isOnlyLinks = false)
    {
        if (!string.IsNullOrWhiteSpace(text))
            Add(new Block(BlockKind.Paragraph, text.Trim(), IsOnlyLinks: isOnlyLinks));
    }

    public void Code(string text)
    {
        if (!string.IsNullOrWhiteSpace(text))
            Add(new Block(BlockKind.Code, Fence(text)));
    }

    /// <summary>One line a row; the first names the columns where that is known.</summary>
    public void Table(IReadOnlyList<IReadOnlyList<string>> rows, bool hasHeader)
    {
        var columns = rows.Count == 0 ? 0 : rows.Max(row => row.Count);
        if (columns == 0 || (long)columns * rows.Count > MaxCells || !rows.Any(row => row.Any(cell => cell.Any(char.IsLetterOrDigit))))
            return;
        if (columns == 1)
        {
            Items([.. rows.Where(row => row.Count > 0).Select(row => new[] { new Block(BlockKind.Paragraph, row[0]) })], _ => "- ");
            return;
        }

        var text = new StringBuilder();
        for (var i = 0; i < rows.Count; i++)
        {
            var cells = rows[i].Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)).Concat(Enumerable.Repeat("", columns - rows[i].Count));
            text.Append(text.Length > 0 ? "\n" : "").Append("| ").AppendJoin(" | ", cells).Append(" |");
            if (i == 0 && hasHeader)
                text.Append('\n').Append('|').Insert(text.Length, " --- |", columns);
        }

        Add(new Block(BlockKind.Table, text.ToString()));
    }

    /// <summary>A list, an item as a line with whatever belongs to it below, indented.</summary>
    public void Items(IReadOnlyList<IReadOnlyList<Block>> items, Func<int, string> marker)
    {
        var links = items.Count(IsOnlyLinks);
        var keepsLinks = links * 2 <= items.Count;
        var lines = items
            .Select((item, i) => (Item: item, Marker: marker(i)))
            .Where(one => one.Item.Count > 0 && (keepsLinks || !IsOnlyLinks(one.Item)))
            .Select(one => Item(one.Item, one.Marker))
            .Where(text => text.Any(char.IsLetterOrDigit))
            .ToList();
        if (lines.Count > 0)
            Add(new Block(BlockKind.List, string.Join('\n', lines)));
    }

    /// <summary>What a term means.</summary>
    public void Definition(string term, BlockList body)
    {
        term = term.Trim();
        if (term.Length == 0)
        {
            _blocks.AddRange(body.Blocks);
            return;
        }

        var blocks = Joined(term, [.. body.Blocks.Where(block => !block.IsOnlyLinks)]);
        if (blocks.Sum(block => block.Text.Length) <= LongDefinition && !blocks.Any(block => block.Kind is BlockKind.Heading or BlockKind.HeadingEnd))
        {
            _blocks.AddRange(blocks);
            return;
        }

        Heading(term, DefinitionLevel + depth);
        _blocks.AddRange(blocks);
        Add(new Block(BlockKind.HeadingEnd, "", DefinitionLevel + depth));
    }

    private static List<Block> Joined(string term, List<Block> body) => body switch
    {
        [] => [new Block(BlockKind.Paragraph, term)],
        [{ Kind: BlockKind.Paragraph } first, ..] => [first with { Text = $"{term.TrimEnd(':')}: {first.Text}" }, .. body.Skip(1)],
        _ => [new Block(BlockKind.Paragraph, term.TrimEnd(':') + ':'), .. body],
    };

    private static bool IsOnlyLinks(IReadOnlyList<Block> item) => item.Count > 0 && item.All(block => block.IsOnlyLinks);

    private static string Item(IReadOnlyList<Block> blocks, string marker)
    {
        var text = new StringBuilder();
        foreach (var block in blocks.Where(block => block.Kind != BlockKind.HeadingEnd))
        {
            if (block.Kind is BlockKind.Paragraph or BlockKind.Heading)
                text.Append(text.Length == 0 || text[^1] == '\n' ? "" : " ").Append(block.Text);
            else
                text.Append(text.Length == 0 || text[^1] == '\n' ? "" : "\n").Append(block.Text).Append('\n');
        }

        var indent = new string(' ', marker.Length);
        return marker + string.Join('\n', text.ToString().TrimEnd().Split('\n').Select((line, i) => i == 0 || line.Length == 0 ? line : indent + line));
    }

    // A fence in the code would end it.
    private static string Fence(string code)
    {
        var lines = code.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).ToList();
        var text = Dedent(lines).Trim('\n').Replace("```", "'''", StringComparison.Ordinal);
        return $"```\n{text}\n```";
    }

    public static string Dedent(IReadOnlyList<string> lines)
    {
        var indent = lines.Where(line => line.Length > 0).Select(line => line.Length - line.AsSpan().TrimStart(' ').Length).DefaultIfEmpty().Min();
        return string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..] : ""));
    }
}

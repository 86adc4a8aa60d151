using System.Globalization;
using AngleSharp.Dom;

namespace Reasoning.Infrastructure.Knowledge.Parsing.Html;

internal static class HtmlLists
{
    public static void Read(IElement list, BlockList blocks, Func<INode, IReadOnlyList<Block>> read)
    {
        var items = list.Children.Where(item => !HtmlFurniture.IsDropped(item)).Select(read).ToList();
        var first = int.TryParse(list.GetAttribute("start"), CultureInfo.InvariantCulture, out var start) ? start : 1;
        var isNumbered = list.LocalName == "ol";
        blocks.Items(items, i => isNumbered ? string.Create(CultureInfo.InvariantCulture, $"{first + i}. ") : "- ");
    }

    public static void ReadDefinitions(IElement list, BlockList blocks, Action<INode, BlockList> read)
    {
        List<string> terms = [];
        var isOnlyLinks = true;
        foreach (var part in Parts(list).Where(part => !HtmlFurniture.IsDropped(part)))
        {
            if (part.LocalName == "dt")
            {
                var term = new BlockList();
                read(part, term);
                isOnlyLinks &= term.Blocks.All(block => block.IsOnlyLinks);
                var text = string.Join(' ', term.Blocks.Select(block => block.Text)).TrimEnd('¶', '#', ' ');
                terms.Add(IsSignature(part) ? $"`{text.Replace("`", "", StringComparison.Ordinal)}`" : text);
            }
            else if (part.LocalName == "dd")
            {
                var body = blocks.Nested();
                read(part, body);
                Define(blocks, terms, body, isOnlyLinks);
                isOnlyLinks = true;
            }
        }

        Define(blocks, terms, blocks.Nested(), isOnlyLinks);
    }

    // They may be grouped.
    private static IEnumerable<IElement> Parts(IElement list) =>
        list.Children.SelectMany(child => child.LocalName == "div" ? child.Children : Enumerable.Repeat(child, 1));

    private static bool IsSignature(IElement term) => HtmlClasses.Has(term, "sig") || HtmlClasses.Has(term, "sig-object");

    private static void Define(BlockList blocks, List<string> terms, BlockList body, bool isOnlyLinks)
    {
        // A table of contents: links with nothing said about them.
        if (!isOnlyLinks || body.Blocks.Any(block => !block.IsOnlyLinks))
            blocks.Definition(string.Join(", ", terms), body);
        terms.Clear();
    }
}

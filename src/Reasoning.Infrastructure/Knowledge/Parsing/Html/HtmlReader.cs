using AngleSharp.Dom;
using Reasoning.Infrastructure.Knowledge.Parsing.PlainText;

namespace Reasoning.Infrastructure.Knowledge.Parsing.Html;

/// <summary>Reads what a page has to say, without what stands around it on every page of its site.</summary>
internal sealed class HtmlReader
{
    // Deeper than any person's document; each level is a call.
    private const int MaxDepth = 150;

    // Lists and tables in each other: each level writes anew all that stands in it, and further to the right.
    private const int MaxNested = 12;

    private readonly HtmlInline _inline = new();
    private readonly BlockList _blocks;
    private readonly int _depth;
    private readonly int _nested;
    private string? _label;

    private HtmlReader(BlockList blocks, int depth, int nested) => (_blocks, _depth, _nested) = (blocks, depth, nested);

    public static (string? Title, IReadOnlyList<Block> Blocks) Read(string html, Excess excess)
    {
        using var document = HtmlLimits.Parse(html);
        if (document is null)
        {
            excess.Add("it has too many elements, or they are nested too deeply: it is read as plain text");
            return (null, PlainTextReader.Read(HtmlLimits.WithoutTags(html)));
        }

        var main = document.QuerySelector("main, [role=main]") ?? OnlyArticle(document) ?? document.Body;
        var blocks = new BlockList();
        if (main is not null)
            new HtmlReader(blocks, 0, 0).ReadAll(main);
        return (Title(document.Title), blocks.Blocks);
    }

    private static IElement? OnlyArticle(IDocument document) =>
        document.QuerySelectorAll("article") is { Length: 1 } articles ? articles[0] : null;

    // Before what names the site.
    private static string? Title(string? title)
    {
        var parts = string.Join(' ', (title ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Split([" — ", " | ", " – "], 2, StringSplitOptions.TrimEntries);
        return parts[0].Length > 0 ? parts[0] : null;
    }

    private void ReadAll(INode parent)
    {
        Children(parent, 0, isLinked: false);
        EndParagraph();
    }

    private void Children(INode parent, int depth, bool isLinked)
    {
        if (depth + _depth > MaxDepth)
        {
            _inline.Text(parent.TextContent, isLinked);
            return;
        }

        foreach (var node in parent.ChildNodes)
        {
            if (node is IText text)
                _inline.Text(text.Data, isLinked);
            else if (node is IElement element && !HtmlFurniture.IsDropped(element))
                Element(element, depth + 1, isLinked);
        }
    }

    private void Element(IElement element, int depth, bool isLinked)
    {
        var name = element.LocalName;
        if (!HtmlNames.IsBlock(name))
        {
            Inline(element, name, depth, isLinked);
            return;
        }

        EndParagraph();
        switch (name)
        {
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                Heading(element, depth, name[1] - '0');
                break;
            case "pre":
                _blocks.Code(HtmlCode.Of(element));
                break;
            case "ul" or "ol" or "menu" or "dir" or "dl" or "table" when _nested > MaxNested:
                Children(element, depth, isLinked);
                break;
            case "ul" or "ol" or "menu" or "dir":
                HtmlLists.Read(element, _blocks, Nested);
                break;
            case "dl":
                HtmlLists.ReadDefinitions(element, _blocks, (node, blocks) => new HtmlReader(blocks, depth + _depth, _nested + 1).ReadAll(node));
                break;
            case "table":
                HtmlTables.Read(element, _blocks, Nested);
                break;
            default:
                if (HtmlFurniture.Label(element) is { } label)
                    Labelled(element, label, depth, isLinked);
                else
                    Children(element, depth, isLinked);
                break;
        }

        EndParagraph();
        IReadOnlyList<Block> Nested(INode node) => ReadNested(node, depth);
    }

    private List<Block> ReadNested(INode node, int depth)
    {
        var blocks = new BlockList();
        new HtmlReader(blocks, depth + _depth, _nested + 1).ReadAll(node);
        return [.. blocks.Blocks];
    }

    private void Inline(IElement element, string name, int depth, bool isLinked)
    {
        if (name is "br" or "wbr")
            _inline.Text(name == "br" ? " " : "", isLinked);
        else if (HtmlNames.IsCode(name) && !element.Children.Any(child => HtmlNames.IsBlock(child.LocalName)))
            _inline.Code(element, isLinked);
        else if (name is "sup" && HtmlFurniture.Beginning(element).Any(part => part.LocalName == "a"))
            return;
        else
        {
            if (name is "sup")
                _inline.Text("^", isLinked);
            Children(element, depth, isLinked || (name == "a" && element.HasAttribute("href")));
        }
    }

    private void Heading(IElement element, int depth, int level)
    {
        var title = string.Join(' ', ReadNested(element, depth).Select(block => block.Text)).TrimEnd('¶', '#', ' ');
        if (title.EndsWith('}') && title.LastIndexOf("{#", StringComparison.Ordinal) is var id and > 0)
            title = title[..id];

        // The title of an admonition stands before its text.
        if (_label is null || !string.Equals(title, _label, StringComparison.OrdinalIgnoreCase))
            _blocks.Heading(title, level);
    }

    // "Note: " before what is noted.
    private void Labelled(IElement element, string label, int depth, bool isLinked)
    {
        _label = label;

        // DocBook and AsciiDoc put the sign and the text into a table.
        if (element.Children is [{ LocalName: "table" } table])
        {
            foreach (var cell in HtmlTables.Cells(table, "td").Where(cell => !HtmlClasses.Has(cell, "icon")))
                Children(cell, depth, isLinked);
        }
        else
        {
            Children(element, depth, isLinked);
        }

        EndParagraph();
        _label = null;
    }

    private void EndParagraph()
    {
        var (text, isOnlyLinks) = _inline.Take();
        if (_label is not null && text.Length > 0 && !string.Equals(text.TrimEnd(':', '.'), _label, StringComparison.OrdinalIgnoreCase))
        {
            text = $"{_label}: {text}";
            _label = null;
        }
        else if (_label is not null)
            return;

        _blocks.Paragraph(text, isOnlyLinks);
    }
}

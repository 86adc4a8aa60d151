using AngleSharp.Dom;

namespace Reasoning.Infrastructure.Knowledge.Parsing.Html;

/// <summary>Tells a page's content from what serves to find one's way.</summary>
internal static class HtmlFurniture
{
    // What tells what an element is stands near its beginning; to its end, each of those that stand in each other would be
    // searched for it.
    private const int MaxSearched = 200;

    private static readonly string[] Labels = ["note", "warning", "tip", "important", "caution", "danger", "attention", "hint"];

    public static bool IsDropped(IElement element)
    {
        var name = element.LocalName;
        if (name is "header")
            return !Beginning(element).Any(part => part.LocalName is "h1" or "h2");
        return HtmlNames.IsDropped(name) && !(name is "aside" && HtmlClasses.Has(element, "admonition"))
            || element.HasAttribute("hidden")
            || element.GetAttribute("aria-hidden") is "true"
            || element.GetAttribute("role") is "navigation" or "search" or "contentinfo" or "doc-toc" or "banner"
            || element.GetAttribute("style")?.Replace(" ", "", StringComparison.Ordinal).Contains("display:none", StringComparison.OrdinalIgnoreCase) == true
            || (element.Id is { } id && HtmlNames.IsDroppedId(id))
            || HtmlClasses.Of(element).Any(HtmlNames.IsDroppedClass)
            || (HtmlClasses.Has(element, "contents") && HtmlClasses.Has(element, "topic"));
    }

    /// <summary>The first of the elements in this one.</summary>
    public static IEnumerable<IElement> Beginning(IElement element) => element.GetDescendants().Take(MaxSearched).OfType<IElement>();

    /// <summary>What kind of admonition this is, where it is one.</summary>
    public static string? Label(IElement element)
    {
        if (element.LocalName is not ("div" or "aside" or "section") || !HtmlClasses.Of(element).Any(name => name is "admonition" or "admonitionblock" or "markdown-alert" || Labels.Contains(name)))
            return null;
        var title = element.Children.FirstOrDefault(child => HtmlClasses.Of(child).Any(name => name.EndsWith("title", StringComparison.Ordinal)));
        title ??= Beginning(element).FirstOrDefault(IsTitleCell);
        var text = title?.TextContent.Trim().TrimEnd(':', '.') ?? "";
        return title is null || text.Length is 0 or > 40 ? null : text;
    }

    // In the table that DocBook and AsciiDoc put around an admonition.
    private static bool IsTitleCell(IElement element) =>
        element.LocalName == "th"
        || (HtmlClasses.Has(element, "title") && element.ParentElement is { LocalName: "td" } cell && HtmlClasses.Has(cell, "icon"));
}

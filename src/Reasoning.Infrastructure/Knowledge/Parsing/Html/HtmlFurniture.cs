using AngleSharp.Dom;

namespace Reasoning.Infrastructure.Knowledge.Parsing.Html;

/// <summary>Tells a page's content from what serves to find one's way.</summary>
internal static class HtmlFurniture
{
    private static readonly string[] Labels = ["note", "warning", "tip", "important", "caution", "danger", "attention", "hint"];

    public static bool IsDropped(IElement element)
    {
        var name = element.LocalName;
        if (name is "header")
            return element.QuerySelector("h1, h2") is null;
        return HtmlNames.IsDropped(name) && !(name is "aside" && element.ClassList.Contains("admonition"))
            || element.HasAttribute("hidden")
            || element.GetAttribute("aria-hidden") is "true"
            || element.GetAttribute("role") is "navigation" or "search" or "contentinfo" or "doc-toc" or "banner"
            || element.GetAttribute("style")?.Replace(" ", "", StringComparison.Ordinal).Contains("display:none", StringComparison.OrdinalIgnoreCase) == true
            || (element.Id is { } id && HtmlNames.IsDroppedId(id))
            || element.ClassList.Any(HtmlNames.IsDroppedClass)
            || (element.ClassList.Contains("contents") && element.ClassList.Contains("topic"));
    }

    /// <summary>What kind of admonition this is, where it is one.</summary>
    public static string? Label(IElement element)
    {
        if (element.LocalName is not ("div" or "aside" or "section") || element.ClassName is null)
            return null;
        var title = element.Children.FirstOrDefault(child => child.ClassList.Any(name => name.EndsWith("title", StringComparison.Ordinal)));
        title ??= element.QuerySelector("td.icon > .title, th");
        var text = title?.TextContent.Trim().TrimEnd(':', '.') ?? "";
        if (title is null || text.Length is 0 or > 40)
            return null;
        return element.ClassList.Any(name => name is "admonition" or "admonitionblock" or "markdown-alert" || Labels.Contains(name)) ? text : null;
    }
}

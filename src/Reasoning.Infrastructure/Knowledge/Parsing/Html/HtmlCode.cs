using System.Text;
using AngleSharp.Dom;

namespace Reasoning.Infrastructure.Knowledge.Parsing.Html;

/// <summary>Code as its lines.</summary>
internal static class HtmlCode
{
    public static string Of(IElement element)
    {
        if (element.QuerySelector("br") is null)
            return element.TextContent;

        var text = new StringBuilder();
        foreach (var node in element.GetDescendants())
            text.Append(node is IText part ? part.Data : node is IElement { LocalName: "br" } ? "\n" : "");
        return text.ToString();
    }
}

using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Reasoning.Infrastructure.Knowledge.Parsing.Html;

/// <summary>Parses what a person may have written: the parser's time grows with the square of how deeply elements are nested.</summary>
internal static partial class HtmlLimits
{
    /// <summary><see langword="null"/> for what is nested too deeply.</summary>
    public static IHtmlDocument? Parse(string html)
    {
        var nesting = new HtmlNesting();
        try
        {
            return new HtmlParser(new HtmlParserOptions { OnCreated = (element, _) => nesting.Created(element) }).ParseDocument(html);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>The text alone, for what cannot be parsed.</summary>
    public static string WithoutTags(string html) => Tag().Replace(html, " ");

    [GeneratedRegex("<[^<>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}

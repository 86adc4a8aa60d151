using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Reasoning.Infrastructure.Knowledge.Parsing.Html;
using Reasoning.Infrastructure.Knowledge.Parsing.PlainText;

namespace Reasoning.Infrastructure.Knowledge.Parsing.Markdown;

/// <summary>Reads Markdown as the HTML that it stands for, which may be in it anyway.</summary>
internal static partial class MarkdownReader
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseGridTables()
        .UseDefinitionLists()
        .UseFootnotes()
        .UseAutoLinks()
        .UseAlertBlocks()
        .UseYamlFrontMatter()
        .Build();

    /// <summary>By headings of more than one level.</summary>
    public static bool Recognizes(string text) => FirstHeading().IsMatch(text) && DeeperHeading().IsMatch(text);

    public static (string? Title, IReadOnlyList<Block> Blocks) Read(string text, Excess excess)
    {
        if (!MarkdownLimits.Allow(text))
            return AsPlainText(text, excess);
        try
        {
            var document = Markdig.Markdown.Parse(text, Pipeline);

            // <session_id> is a word of the text.
            foreach (var tag in document.Descendants<Markdig.Syntax.Inlines.HtmlInline>().Where(tag => !HtmlNames.IsTag(tag.Tag)).ToList())
                tag.ReplaceBy(new LiteralInline(tag.Tag));

            // That something is a link is all that is asked; an address that many share would be written once for each.
            foreach (var link in document.Descendants<LinkInline>())
                (link.Url, link.GetDynamicUrl, link.Title) = ("#", null, null);
            return (Title(document), HtmlReader.Read(document.ToHtml(Pipeline), excess).Blocks);
        }
        catch (ArgumentException)
        {
            // Nested deeper than the parser goes.
            return AsPlainText(text, excess);
        }
    }

    private static (string? Title, IReadOnlyList<Block> Blocks) AsPlainText(string text, Excess excess)
    {
        excess.Add("its Markdown has too many marks, or too long or too deeply nested parts: it is read as plain text");
        return (null, PlainTextReader.Read(text));
    }

    private static string? Title(MarkdownDocument document)
    {
        if (document.FirstOrDefault() is not YamlFrontMatterBlock matter)
            return null;
        var title = TitleLine().Match(matter.Lines.ToString()).Groups["title"].Value.Trim(' ', '"', '\'');
        return title.Length > 0 ? title : null;
    }

    [GeneratedRegex(@"(^|\n)# \w[^\n]*\r?\n\r?\n", RegexOptions.NonBacktracking)]
    private static partial Regex FirstHeading();

    [GeneratedRegex(@"\n\r?\n#{2,4} \w[^\n]*\r?\n\r?\n", RegexOptions.NonBacktracking)]
    private static partial Regex DeeperHeading();

    [GeneratedRegex(@"^title:[ \t]*(?<title>[^\r\n]+)", RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex TitleLine();
}

using Reasoning.Infrastructure.Knowledge.Parsing.Html;
using Reasoning.Infrastructure.Knowledge.Parsing.Markdown;
using Reasoning.Infrastructure.Knowledge.Parsing.PlainText;
using Reasoning.Infrastructure.Knowledge.Parsing.ReStructuredText;

namespace Reasoning.Infrastructure.Knowledge.Parsing;

/// <summary>Cuts a document of any format into blocks.</summary>
internal static class DocumentParser
{
    public static IEnumerable<Block> Read(Document document, Excess excess)
    {
        var (title, blocks) = Parse(document, excess);
        var found = blocks.Where(block => !block.IsOnlyLinks && (block.Text.Any(char.IsLetterOrDigit) || block.Kind == BlockKind.HeadingEnd)).ToList();
        if (title is null || !NeedsTitle(title, found))
            return found;
        return found
            .SkipWhile(block => block.Kind == BlockKind.Paragraph && block.Text == title)
            .Prepend(new Block(BlockKind.Heading, title));
    }

    private static (string? Title, IReadOnlyList<Block> Blocks) Parse(Document document, Excess excess) => document.Format switch
    {
        DocumentFormat.Html => HtmlReader.Read(document.Text, excess),
        DocumentFormat.Markdown => MarkdownReader.Read(document.Text, excess),
        DocumentFormat.ReStructuredText => (null, RstReader.Read(document.Text)),
        _ when AsciiDocReader.Recognizes(document.Text) => (null, AsciiDocReader.Read(document.Text)),
        _ when MarkdownReader.Recognizes(document.Text) => MarkdownReader.Read(document.Text, excess),
        _ => (null, PlainTextReader.Read(document.Text)),
    };

    // Not when the document's first heading says the same, nor above its only one of the first level.
    private static bool NeedsTitle(string title, List<Block> blocks)
    {
        var headings = blocks.Where(block => block.Kind == BlockKind.Heading).ToList();
        return headings.Count == 0
            || (headings.Count(heading => heading.Level == 1) != 1
                && !title.Contains(headings[0].Text, StringComparison.OrdinalIgnoreCase)
                && !headings[0].Text.Contains(title, StringComparison.OrdinalIgnoreCase));
    }
}

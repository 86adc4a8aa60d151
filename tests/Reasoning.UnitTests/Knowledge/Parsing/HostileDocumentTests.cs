using System.Text;
using Reasoning.Infrastructure.Knowledge;
using Reasoning.Infrastructure.Knowledge.Parsing;
using Reasoning.Infrastructure.Knowledge.Parsing.Html;
using Reasoning.Infrastructure.Knowledge.Parsing.Markdown;

namespace Reasoning.UnitTests.Knowledge.Parsing;

/// <summary>Documents that are small, and would grow in a parser until memory or the stack is full.</summary>
public class HostileDocumentTests
{
    [Theory]
    [InlineData("<div/>")]
    [InlineData("<div></q>")]
    [InlineData("<h1><div/>")]
    [InlineData("<table><td>")]
    [InlineData("<svg><foreignObject><x/>")]
    public void Parse_WhenTagsPretendToClose_SeesHowDeepTheTreeIs(string tags)
    {
        Assert.Null(HtmlLimits.Parse(Repeat(tags, 1000)));
        Assert.Equal("the end", Assert.Single(Build("a.html", Repeat(tags, 1000) + "the end")).Text);
    }

    [Fact]
    public void Parse_WhenOpenFormattingWouldBeRepeatedInEachParagraph_Refuses()
    {
        var fonts = string.Concat(Enumerable.Range(0, 12).Select(i => $"<font size={i}>"));

        Assert.Null(HtmlLimits.Parse($"<p>{fonts}{Repeat("<p>x", 50_000)}"));
        Assert.Null(HtmlLimits.Parse($"<p>{fonts}{fonts}x"));
        using var few = HtmlLimits.Parse($"<p>{fonts}{Repeat("<p>x", 100)}");
        Assert.NotNull(few);
    }

    [Theory]
    [InlineData("a.rst", "", "+-", "\n+\n|b")]
    [InlineData("a.rst", "", "== ", "\nx")]
    [InlineData("a.rst", ".. csv-table::\n\n   a\n   ", "a,", "\n   a,b")]
    [InlineData("a.html", "<table><tr><th>a", "<td>a", "<tr><td>b<td>c")]
    [InlineData("a.md", "\n|", "a|", "\n|-|\n|b|")]
    public void Build_WhenATableWouldBeFilledUp_LeavesItOut(string name, string start, string column, string row)
    {
        var document = new Document(name, start + Repeat(column, 5000) + Repeat(row, 5000));

        Assert.InRange(PassageBuilder.Build(document).Sum(passage => (long)passage.Text.Length), 0, 2 * document.Text.Length);
    }

    [Fact]
    public void Read_WhenManyLinksShareALongAddress_WritesItForNone()
    {
        var passages = Build("a.md", $"# A\n\n[a]: /{Repeat("x", 30_000)} \"{Repeat("y", 1000)}\"\n\n{Repeat("Text [a] goes on.\n\n", 20_000)}");

        Assert.All(passages, passage => Assert.StartsWith("Text a goes on.", passage.Text, StringComparison.Ordinal));
        Assert.Equal(20_000, passages.Sum(passage => passage.Text.Split("Text a goes on.").Length - 1));
    }

    [Fact]
    public void Allow_WhenAParagraphWouldBeALargeTable_RefusesIt()
    {
        Assert.False(MarkdownLimits.Allow(Repeat("|", 1000) + "\n" + Repeat("|\n", 101)));
        Assert.True(MarkdownLimits.Allow(Repeat("|", 1000) + "\n\n" + Repeat("|\n", 101)));
    }

    private static List<(string Heading, string Text)> Build(string name, string text) => [.. PassageBuilder.Build(new Document(name, text))];

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();
}

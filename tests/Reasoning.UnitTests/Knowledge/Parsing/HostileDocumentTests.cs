using System.Text;
using Reasoning.Infrastructure.Knowledge;
using Reasoning.Infrastructure.Knowledge.Parsing;
using Reasoning.Infrastructure.Knowledge.Parsing.Html;
using Reasoning.Infrastructure.Knowledge.Parsing.Markdown;
using Reasoning.UnitTests.Support;

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

        Assert.InRange(PassageBuilder.Build(document, new Excess()).Sum(passage => (long)passage.Text.Length), 0, 2 * document.Text.Length);
    }

    [Fact]
    public async Task Build_HoweverManyClassesAnElementHas_TakesNoLongTime()
    {
        var classes = string.Join(' ', Enumerable.Range(0, 500_000).Select(i => $"c{i}"));

        var passages = await Task.Run(() => Build("a.html", $"<div class=\"{classes}\">An otter.</div>"), Test.Token).InTime();

        Assert.Equal("An otter.", Assert.Single(passages).Text);
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

    [Theory]
    [InlineData("", "<li>x", 150_000)]
    [InlineData("<table>", "<p>x", 150_000)]
    [InlineData("<p><b><i><u>", "<p>x", 40_000)]
    public void Parse_WhenThereAreTooManyElements_Refuses(string start, string element, int count)
    {
        Assert.True(HtmlLimits.Parse(start + Repeat(element, count)) is null);
        using var few = HtmlLimits.Parse(start + Repeat(element, count / 4));
        Assert.NotNull(few);
    }

    [Fact]
    public void Build_WhenTablesWithNotesStandInEachOther_ReadsEachOnce()
    {
        var text = Build("a.html", Repeat("<div class=note><table><tr><th>Note<td>", 16) + "once").Select(passage => passage.Text);

        Assert.Equal(1, string.Concat(text).Split("once").Length - 1);
    }

    [Fact]
    public void Build_WhenListsStandInEachOther_MovesTheirItemsToTheRightWithinALimit()
    {
        var html = Repeat("<ul><li>", 70) + Repeat("<li>x\n", 5000);

        Assert.InRange(Build("a.html", html).Sum(passage => (long)passage.Text.Length), 5000, 2 * html.Length);
    }

    [Fact]
    public void Read_WhenAHeaderIsLong_LooksForItsTitleAtItsBeginning()
    {
        Assert.Equal("Title", Assert.Single(Build("a.html", $"<header>{Repeat("<hr>", 50)}<h1>Title</h1></header><p>x")).Heading);
        Assert.Equal("", Assert.Single(Build("a.html", $"<header>{Repeat("<hr>", 500)}<h1>Title</h1></header><p>x")).Heading);
    }

    [Theory]
    [InlineData("![](", 8_000)]
    [InlineData("*a **b ~c\n", 10_000)]
    [InlineData("word [a](b)\n\n", 101_000)]
    [InlineData("[a] [b] [c]\n\n", 40_000)]
    [InlineData(">>>>>>>>>> x\n\n", 10_000)]
    [InlineData("x\n\n", 101_000)]
    [InlineData("# a\r# b\r# c\r\n\n", 40_000)]
    [InlineData("> [!NOTE]\n> x\n\n", 20_000)]
    [InlineData("[^1]: x\n\n", 33_000)]
    [InlineData("| a |\n| - |\n\n", 51_000)]
    public void Allow_WhenTheParserWouldTakeLong_RefusesIt(string part, int count)
    {
        Assert.False(MarkdownLimits.Allow(Repeat(part, count)));
        Assert.True(MarkdownLimits.Allow(Repeat(part, count / 10)));
    }

    [Fact]
    public void Allow_WhenAManualIsLongAndFullOfMarks_AllowsIt()
    {
        const string Section = "### `fs.open(path[, flags])`\n\n* `path` {string|Buffer}\n* Returns: {Promise} of a [`FileHandle`][]\n\n> Stability: 2\n\nOpens a file: see [open(2)][] for *more*.\n\n[open(2)]: http://man.org/\n\n";

        Assert.True(MarkdownLimits.Allow(Repeat(Section, 1_048_576 / Section.Length)));
    }

    [Theory]
    [InlineData("a.html", "<h1>a</h1>b", 11_000, "passages")]
    [InlineData("a.html", "<li>x", 200_000, "plain text")]
    [InlineData("a.html", "<div>x ", 300, "plain text")]
    [InlineData("a.md", "x\n\n", 101_000, "plain text")]
    [InlineData("a.txt", "ABCD\n\nx\n\n", 11_000, "passages")]
    [InlineData("a.rst", "xxx\n===\n\ny\n\n", 11_000, "passages")]
    public void Build_WhenThereIsTooMuch_ReadsWhatItMayAndSaysSo(string name, string part, int count, string reason)
    {
        var excess = new Excess();

        var passages = PassageBuilder.Build(new Document(name, Repeat(part, count)), excess);

        Assert.InRange(passages.Count, 1, PassageBuilder.MaxPassages);
        Assert.Contains(reason, excess.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_WhenADocumentIsAsItShouldBe_SaysNothing()
    {
        var excess = new Excess();

        Assert.Single(PassageBuilder.Build(new Document("a.html", "<h1>A</h1><p>b"), excess));
        Assert.Null(excess.Reason);
    }

    private static List<(string Heading, string Text)> Build(string name, string text) => [.. PassageBuilder.Build(new Document(name, text), new Excess())];

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();
}

using Reasoning.Infrastructure.Knowledge;
using Reasoning.Infrastructure.Knowledge.Parsing;

namespace Reasoning.UnitTests.Knowledge.Parsing;

public class PassageBuilderTests
{
    [Fact]
    public void Build_WhenMarkdown_KeepsBlocksWholeUnderTheirHeadings()
    {
        var passages = Markdown(
            """
            ---
            title: hidden
            ---
            # Guide

            Intro with a [link](http://example.org) and
            **two** lines.

            <!-- a
            comment -->
            ## Setup

            Do this:

            1. First
               goes on
            2. Second

            ```sh
            run it

            # no heading
            ```

            | name | value |
            |------|-------|
            | `a`  | 1     |

            ## See also

            - [Elsewhere](http://example.org)
            - Something said here

            ## After

            Takes `after=<that seq>`.
            """);

        Assert.Equal(
            [
                ("Guide", "Intro with a link and two lines."),
                ("Guide › Setup", "Do this:\n\n1. First goes on\n2. Second\n\n```\nrun it\n\n# no heading\n```\n\n| name | value |\n| --- | --- |\n| `a` | 1 |"),
                ("Guide › After", "Takes `after=<that seq>`."),
            ],
            passages);
    }

    [Fact]
    public void Build_WhenLinesOnlyPointElsewhere_DropsThem() =>
        Assert.Equal([("A", "Text.")], Markdown("# A\n\n- [One](#one)\n- [Two](#two)\n\nhttps://example.org\n\nText."));

    [Fact]
    public void Build_WhenTextUnderlinesItsTitles_TakesThemForHeadings()
    {
        var passages = Text("Manual\n******\n\n3.1. Name\n=========\n\nIt has\n   a name.\n\n1. Not a title\n\n3.2. Kind\n=========\n\nIt is kind.\n");

        Assert.Equal(
            [("Manual › 3.1. Name", "It has\n   a name.\n\n1. Not a title"), ("Manual › 3.2. Kind", "It is kind.")],
            passages);
    }

    [Fact]
    public void Build_WhenTextNumbersItsTitles_TakesThemForHeadings() =>
        Assert.Equal(
            [("1. Introduction", "Hello."), ("1. Introduction › 1.1. Scope", "All.")],
            Text("1. Introduction\n\nHello.\n\n1.1. Scope\n\nAll.\n"));

    [Fact]
    public void Build_WhenSectionIsLong_CutsItBetweenBlocks()
    {
        var block = string.Join(' ', Enumerable.Repeat("word", 200)) + ".";

        var passages = Markdown($"# A\n\n{block}\n\n{block}\n\n{block}");

        Assert.Equal([("A", block), ("A", block), ("A", block)], passages);
    }

    [Theory]
    [InlineData("[", 100_000)]
    [InlineData("> ", 50_000)]
    [InlineData("- ", 50_000)]
    [InlineData("*", 100_000)]
    [InlineData("<a ", 50_000)]
    [InlineData("```\n", 50_000)]
    [InlineData("# \n", 50_000)]
    [InlineData("x", 500_000)]
    [InlineData("![a](", 50_000)]
    [InlineData("<div>", 100_000)]
    [InlineData("<b>", 100_000)]
    [InlineData("<b x=\"", 50_000)]
    [InlineData("<table><tr><td>", 30_000)]
    [InlineData("<ul><li>", 50_000)]
    [InlineData("<p><a href=x>y</a>", 30_000)]
    [InlineData("# h\n\n", 100_000)]
    [InlineData("h\n=\n\n", 100_000)]
    [InlineData("<h1>h</h1>\n", 100_000)]
    [InlineData("- a\n  ", 50_000)]
    [InlineData(".. note::\n   ", 50_000)]
    [InlineData("+---+\n", 50_000)]
    [InlineData("=== ===\n", 50_000)]
    [InlineData("| a | b |\n| - | - |\n", 30_000)]
    [InlineData("a::\n\n", 50_000)]
    [InlineData("`_", 100_000)]
    [InlineData("\t", 100_000)]
    [InlineData("&lt;", 100_000)]
    public void Build_WhenTextIsHostile_EndsWithBoundedPassages(string piece, int times)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times)) + " word";

        Assert.All(Markdown(text), passage => Assert.InRange(passage.Text.Length, 1, 16_100));
        Assert.All(Text(text), passage => Assert.InRange(passage.Text.Length, 1, 16_100));
        Assert.All(Passages("a.html", text), passage => Assert.InRange(passage.Text.Length, 1, 16_100));
        Assert.All(Passages("a.rst", text), passage => Assert.InRange(passage.Text.Length, 1, 16_100));
    }

    private static List<(string Heading, string Text)> Markdown(string text) => Passages("a.md", text);

    private static List<(string Heading, string Text)> Text(string text) => Passages("a.txt", text);

    private static List<(string Heading, string Text)> Passages(string name, string text) => [.. PassageBuilder.Build(new Document(name, text), new Excess())];
}

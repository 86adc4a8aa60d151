using Microsoft.Extensions.AI;
using Reasoning.Infrastructure.Agents.Models.Thoughts;

namespace Reasoning.UnitTests.Agents.Models.Thoughts;

public sealed class ThinkTagSplitterTests
{
    public static TheoryData<string, string, string> Turns => new()
    {
        { "<think>First.</think>Then.", "First.", "Then." },
        { "\n <think>\nFirst.\n</think>\n\nThen.", "\nFirst.\n", "\n\nThen." },
        { "<think></think>Then.", "", "Then." },
        { "<think>a < b </thin> c</think>d", "a < b </thin> c", "d" },
        { "<think>a</think><think>b</think>", "a", "<think>b</think>" },
        { "No tags.", "", "No tags." },
        { "The tag <think> opens, </think> closes.", "", "The tag <think> opens, </think> closes." },
        { "<thinking>is another tag", "", "<thinking>is another tag" },
        { "<thi", "", "<thi" },
        { "  ", "", "" },
    };

    [Theory]
    [MemberData(nameof(Turns))]
    public void Split_HoweverItIsCut_TellsThoughtsFromText(string turn, string thought, string text)
    {
        for (var first = 0; first <= turn.Length; first++)
        {
            for (var second = first; second <= turn.Length; second++)
            {
                var (thoughts, texts) = Split([turn[..first], turn[first..second], turn[second..]]);
                Assert.Equal((thought, text), (thoughts, texts));
            }
        }
    }

    [Fact]
    public void Split_WhenAThoughtIsBeingTold_ShowsItAtOnce()
    {
        var splitter = new ThinkTagSplitter();
        Assert.Empty(splitter.Split("<thi"));
        Assert.Equal("Fir", Assert.IsType<TextReasoningContent>(Assert.Single(splitter.Split("nk>Fir"))).Text);
        Assert.Equal("st.", Assert.IsType<TextReasoningContent>(Assert.Single(splitter.Split("st.<"))).Text);
        Assert.False(splitter.IsDone);
    }

    [Fact]
    public void Split_WhenNothingButSpaceComes_KeepsNoneOfIt()
    {
        var splitter = new ThinkTagSplitter();
        Assert.All(Enumerable.Repeat(" \n", 100), piece => Assert.Empty(splitter.Split(piece)));
        Assert.Equal("", splitter.End());
    }

    private static (string Thought, string Text) Split(IEnumerable<string> pieces)
    {
        var splitter = new ThinkTagSplitter();
        List<AIContent> contents = [.. pieces.SelectMany(splitter.Split)];
        return (
            string.Concat(contents.OfType<TextReasoningContent>().Select(content => content.Text)),
            string.Concat(contents.OfType<TextContent>().Select(content => content.Text)) + splitter.End());
    }
}

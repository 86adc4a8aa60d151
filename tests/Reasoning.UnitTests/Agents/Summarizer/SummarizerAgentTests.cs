using Reasoning.Application.Agents;
using Reasoning.Domain.Steps;
using Reasoning.Infrastructure.Agents.Summarizer;

namespace Reasoning.UnitTests.Agents.Summarizer;

public class SummarizerAgentTests
{
    private const string Text =
        """
        Summarize this: The river Elbe rises in the mountains of Bohemia. It was raining on the day I wrote this.
        From the mountains the river flows through Bohemia and Saxony to the North Sea. My aunt, e.g. Mrs. Miller, likes tea.
        Barges carry grain on the river Elbe from Bohemia to the sea. Lunch was good. We were tired afterwards.
        """;

    [Fact]
    public async Task RunAsync_WhenTextIsLong_KeepsItsMostTellingSentencesInOrder()
    {
        var steps = await RunAsync(Text);

        Assert.All(steps.SkipLast(1), step => Assert.IsType<ThoughtStep>(step));
        Assert.Equal(
            "The river Elbe rises in the mountains of Bohemia. From the mountains the river flows through Bohemia and Saxony to the North Sea.",
            Assert.IsType<FinalAnswerStep>(steps[^1]).Content);
    }

    [Theory]
    [InlineData("Only one sentence", "Only one sentence")]
    [InlineData("One. Two!", "One. Two!")]
    [InlineData("Dr. Who met Mr. J. Smith, i.e. nobody. Then he left.", "Dr. Who met Mr. J. Smith, i.e. nobody. Then he left.")]
    public async Task RunAsync_WhenTextIsShort_GivesItBack(string text, string expected) =>
        Assert.Equal(expected, (await RunAsync(text))[^1].Content);

    [Theory]
    [InlineData("summarize this:")]
    [InlineData("... !!")]
    public async Task RunAsync_WhenThereIsNoText_AsksForIt(string message) =>
        Assert.StartsWith("Send me the text", (await RunAsync(message))[^1].Content, StringComparison.Ordinal);

    [Theory]
    [InlineData("word ")]
    [InlineData("x")]
    [InlineData("A b. ")]
    [InlineData("\n- ")]
    public async Task RunAsync_WhenTextIsHuge_StaysBounded(string piece)
    {
        var text = "Start of it " + string.Concat(Enumerable.Repeat(piece, 32_000 / piece.Length));

        Assert.InRange((await RunAsync(text))[^1].Content.Length, 1, 1600);
    }

    private static Task<List<ReasoningStep>> RunAsync(string text) =>
        AgentRuns.AskAsync(new BatchAgentAdapter(new SummarizerAgent()), text);
}

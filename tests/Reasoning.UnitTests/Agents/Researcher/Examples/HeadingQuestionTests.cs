using Reasoning.Application.Knowledge;
using Reasoning.Infrastructure.Agents.Researcher.Examples;

namespace Reasoning.UnitTests.Agents.Researcher.Examples;

public sealed class HeadingQuestionTests
{
    [Theory]
    [InlineData("Guide › How to resume", "x", "How do I resume?")]
    [InlineData("FAQ › 6.2. Where do these names come from?", "x", "Where do these names come from?")]
    [InlineData("Guide › Session", "A session is a named log of events.", "What is a session?")]
    [InlineData("Guide › Close codes", "Close codes are numbers.", "What are Close codes?")]
    [InlineData("Guide › HTTP", "HTTP is the way in.", "What is HTTP?")]
    [InlineData("Guide › 3.4 Parked runs", "They wait.", "What is said about \"Parked runs\"?")]
    public void Of_AHeading_IsTheQuestionThatItAnswers(string heading, string text, string question) =>
        Assert.Equal(question, HeadingQuestion.Of(new Passage(1, "a.md", heading, text))?.Text);

    [Theory]
    [InlineData("")]
    [InlineData("Guide › Introduction")]
    [InlineData("Guide › fs.readFile(path[, options])")]
    [InlineData("Guide › API")]
    public void Of_AHeadingThatSaysNothing_IsNone(string heading) =>
        Assert.Null(HeadingQuestion.Of(new Passage(1, "a.md", heading, "x")));
}

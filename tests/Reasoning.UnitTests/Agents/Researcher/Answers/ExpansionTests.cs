using Reasoning.Infrastructure.Agents.Researcher.Answers;

namespace Reasoning.UnitTests.Agents.Researcher.Answers;

public sealed class ExpansionTests
{
    [Theory]
    [InlineData("MIA", "who are deemed Missing In Action by now", true)]
    [InlineData("MIA", "the maintainer is away", false)]
    [InlineData("VERP", "support for variable envelope return path addresses", true)]
    [InlineData("mia", "Missing In Action", false)]
    [InlineData("M", "Missing", false)]
    [InlineData("", "Missing In Action", false)]
    public void Of_WhenWordsBeginWithTheLetters_IsTrue(string acronym, string text, bool expanded) =>
        Assert.Equal(expanded, Expansion.Of(acronym, text));
}

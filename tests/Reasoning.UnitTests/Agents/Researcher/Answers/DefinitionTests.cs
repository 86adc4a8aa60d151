using Reasoning.Infrastructure.Agents.Researcher.Answers;

namespace Reasoning.UnitTests.Agents.Researcher.Answers;

public sealed class DefinitionTests
{
    [Theory]
    [InlineData("Zswap is a lightweight compressed cache for swap pages.", true)]
    [InlineData("The term zswap here means a cache.", true)]
    [InlineData("When a page is passed to zswap, it is compressed.", false)]
    [InlineData("Swapping is slow.", false)]
    [InlineData("zswap", false)]
    [InlineData("", false)]
    public void Begins_WhenTheSubjectIsSaidToBeSomething_IsTrue(string sentence, bool defines) =>
        Assert.Equal(defines, Definition.Begins(sentence, new HashSet<string> { "zswap" }));
}

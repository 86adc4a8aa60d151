using Reasoning.Domain.Sessions;

namespace Reasoning.UnitTests.Domain.Sessions;

public sealed class SessionIdTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("test_session")]
    [InlineData("A-Z.a~z_0.9")]
    [InlineData("...")]
    [InlineData(".a")]
    public void TryParse_WhenAllowed_KeepsTheText(string text)
    {
        Assert.True(SessionId.TryParse(text, out var id));
        Assert.Equal(text, id.Value);
        Assert.Equal(text, id.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a%20")]
    [InlineData("ä")]
    [InlineData("a\n")]
    [InlineData("a\0")]
    public void TryParse_WhenNotAllowed_Refuses(string? text) => Assert.False(SessionId.TryParse(text, out _));

    [Fact]
    public void TryParse_WhenAtTheLimit_IsTheLastThatPasses()
    {
        Assert.True(SessionId.TryParse(new string('x', 128), out _));
        Assert.False(SessionId.TryParse(new string('x', 129), out _));
    }

    [Fact]
    public void Parse_WhenNotAllowed_Throws() => Assert.Throws<FormatException>(() => SessionId.Parse("a b"));
}

using Reasoning.Domain.Sessions;

namespace Reasoning.UnitTests.Domain.Sessions;

public sealed class SessionTitleTests
{
    [Theory]
    [InlineData("What is it?", "What is it?")]
    [InlineData("  What is it? \r\n More.", "What is it?")]
    [InlineData("\n\n\t\nWhat\tis it?", "What is it?")]
    [InlineData("\0What is it?\u0007", "What is it?")]
    [InlineData("First\u2028Second", "First")]
    public void FromMessage_WhenThereIsText_IsItsFirstLine(string message, string title) =>
        Assert.Equal(title, SessionTitle.FromMessage(message)?.Value);

    [Theory]
    [InlineData("")]
    [InlineData(" \n\u0001\n")]
    public void FromMessage_WhenThereIsNoText_IsNone(string message) => Assert.Null(SessionTitle.FromMessage(message));

    [Theory]
    [InlineData("a", 80)]
    [InlineData("😀", 80)]
    [InlineData("👩‍🔬", 80)]
    [InlineData("e\u0301", 80)]
    [InlineData("👨‍👩‍👧‍👦", 77)]
    public void FromMessage_WhenTheLineIsLong_IsCutBetweenCharacters(string character, int length)
    {
        var title = SessionTitle.FromMessage(string.Concat(Enumerable.Repeat(character, 1_000)))!.Value.Value;

        Assert.Equal(length, title.Length);
        Assert.Equal(string.Concat(Enumerable.Repeat(character, length / character.Length)), title);
    }

    [Fact]
    public void FromMessage_WhenOneCharacterIsTooLong_IsCutWithinIt()
    {
        var title = SessionTitle.FromMessage($"a{new string('\u0301', 77)}\u0301{string.Concat(Enumerable.Repeat("\u200D😀", 9))}");

        Assert.InRange(title!.Value.Value.Length, 79, 80);
        Assert.False(char.IsHighSurrogate(title.Value.Value[^1]));
    }

    [Fact]
    public void TryParse_WhenTheTextIsATitle_TakesItWithoutTheSpaceAround()
    {
        Assert.True(SessionTitle.TryParse("  Größe ", out var title));
        Assert.Equal(("Größe", "GRÖßE"), (title.Value, title.Folded));
        Assert.True(SessionTitle.TryParse(new string('x', 200), out _));
    }

    [Fact]
    public void TryParse_WhenTheTextIsNoTitle_Refuses()
    {
        foreach (var text in new[] { null, "", " ", "a\nb", "a\0b", "a\u2028b", "a\u2029b", new string('x', 201) })
            Assert.False(SessionTitle.TryParse(text, out _));
    }
}

using Reasoning.Application.Chat.SendChat;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Chat.SendChat;

public sealed class SendChatCommandValidatorTests
{
    [Theory]
    [InlineData("x")]
    [InlineData(" x ")]
    public void Validate_WhenThereIsText_Passes(string message) => Assert.Empty(Errors(message));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\r\n\u00a0\u3000")]
    public void Validate_WhenThereIsNoText_SaysThatItIsRequired(string? message) =>
        Assert.Equal(["Message: A message with text is required."], Errors(message));

    [Fact]
    public void Validate_WhenAtTheLimit_IsTheLastThatPasses()
    {
        Assert.Empty(Errors(new string('x', 32_000)));
        Assert.Equal(["Message: A message has at most 32000 characters."], Errors(new string('x', 32_001)));
    }

    private static IEnumerable<string> Errors(string? message) =>
        new SendChatCommandValidator()
            .Validate(new SendChatCommand(Some.Session, message, "researcher", EnableReasoning: true, IdempotencyKey: null, Asker: null))
            .Errors.Select(error => $"{error.PropertyName}: {error.ErrorMessage}");
}

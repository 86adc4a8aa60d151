using FluentValidation;
using FluentValidation.Results;
using Reasoning.Application;
using Reasoning.Application.Clients;
using Reasoning.Domain.Runs;
using Reasoning.Infrastructure.WebSockets;
using Reasoning.Infrastructure.WebSockets.Wire;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.WebSockets;

public sealed class ErrorAnswersTests
{
    private readonly LogRecorder<ErrorAnswers> _log = new();

    [Fact]
    public void For_WhenTheMessageIsNotUnderstood_SaysWhy() =>
        Assert.Equal(
            new ErrorAnswer("m1", ErrorCode.InvalidMessage, "A message must be a JSON object."),
            Answer(WireFormatException.InvalidMessage("A message must be a JSON object.")));

    [Fact]
    public void For_WhenItIsInvalid_NamesTheMembersAsTheyAreOnTheWire()
    {
        var answer = Answer(new ValidationException([new ValidationFailure("AgentName", "Too long."), new ValidationFailure("Message", "Required.")]));

        Assert.Equal(ErrorCode.ValidationFailed, answer.Code);
        Assert.Equal([new FieldError("agent_name", "Too long."), new FieldError("message", "Required.")], answer.Details);
    }

    [Fact]
    public void For_WhenItIsRefused_SaysWhenToComeBack()
    {
        var answer = Answer(RequestRefusedException.Unavailable());

        Assert.Equal((ErrorCode.Unavailable, TimeSpan.FromSeconds(1)), (answer.Code, answer.RetryAfter));
    }

    [Fact]
    public void For_WhenItIsUnexpected_KeepsTheRestInTheLog()
    {
        var answer = Answer(new InvalidOperationException("secret at /etc/passwd"));

        Assert.Equal(ErrorCode.Internal, answer.Code);
        Assert.DoesNotContain("secret", answer.ToString(), StringComparison.Ordinal);
        var logged = Assert.Single(_log.Errors);
        Assert.Contains(answer.TraceId!, logged, StringComparison.Ordinal);
        Assert.Contains("secret", logged, StringComparison.Ordinal);
    }

    [Fact]
    public void For_WhenATypeIsEndless_DoesNotRepeatItAll() =>
        Assert.InRange(Answer(WireFormatException.UnknownType(new string('x', 100_000))).Message.Length, 1, 120);

    private ErrorAnswer Answer(Exception failure) => new ErrorAnswers(_log).For(failure, "m1");
}

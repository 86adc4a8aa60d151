using Moq;
using Reasoning.Application;
using Reasoning.Application.Clients;
using Reasoning.Application.Runs.InterruptRuns;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Runs.InterruptRuns;

public sealed class InterruptRunsCommandHandlerTests
{
    private readonly Mock<ISessions> _sessions = new(MockBehavior.Strict);
    private readonly Mock<IClientNotifier> _notifier = new(MockBehavior.Strict);
    private readonly ClientMessage _client = Some.Client();

    [Fact]
    public async Task Handle_WhenARunIsNamed_StopsItAndThenAnswers()
    {
        var run = Some.NewRun();
        var order = new MockSequence();
        _sessions.InSequence(order)
            .Setup(sessions => sessions.InterruptAsync(Some.Session, run, Test.Token)).ReturnsAsync([run]);
        _notifier.InSequence(order)
            .Setup(notifier => notifier.AnswerAsync(
                _client.Connection, It.Is<InterruptedAnswer>(answer => answer.ReplyTo == "m1" && answer.Runs.Single() == run), Test.Token))
            .Returns(ValueTask.CompletedTask);
        Assert.Equal([run], await HandleAsync(run.ToString()));

        _notifier.VerifyAll();
    }

    [Fact]
    public async Task Handle_WhenNoConnectionAsked_AnswersNone()
    {
        _sessions.Setup(sessions => sessions.InterruptAsync(Some.Session, null, Test.Token)).ReturnsAsync([Some.Run]);

        Assert.Equal([Some.Run], await HandleAsync(new InterruptRunsCommand(Some.Session, RunId: null, Client: null)));
    }

    [Fact]
    public async Task Handle_WhenNoRunIsNamed_StopsAll()
    {
        _sessions.Setup(sessions => sessions.InterruptAsync(Some.Session, null, Test.Token)).ReturnsAsync([]);
        _notifier
            .Setup(notifier => notifier.AnswerAsync(
                _client.Connection, It.Is<InterruptedAnswer>(answer => answer.Runs.Count == 0), Test.Token))
            .Returns(ValueTask.CompletedTask);
        await HandleAsync(runId: null);

        _notifier.VerifyAll();
    }

    [Fact]
    public async Task Handle_WhenTheIdIsNoRunId_IsAnUnknownRun()
    {
        var refused = await Assert.ThrowsAsync<RequestRefusedException>(() => HandleAsync("run-1"));

        Assert.Equal(ErrorCode.RunNotFound, refused.Code);
    }

    [Fact]
    public async Task Handle_WhenTheStopIsNotStored_DoesNotAnswer()
    {
        _sessions.Setup(sessions => sessions.InterruptAsync(Some.Session, null, Test.Token))
            .ThrowsAsync(RequestRefusedException.Unavailable());

        await Assert.ThrowsAsync<RequestRefusedException>(() => HandleAsync(runId: null));
    }

    private Task<IReadOnlyList<RunId>> HandleAsync(string? runId) => HandleAsync(new InterruptRunsCommand(Some.Session, runId, _client));

    private Task<IReadOnlyList<RunId>> HandleAsync(InterruptRunsCommand command) =>
        new InterruptRunsCommandHandler(_sessions.Object, _notifier.Object).Handle(command, Test.Token);
}

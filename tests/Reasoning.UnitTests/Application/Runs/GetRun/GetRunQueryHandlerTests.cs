using Moq;
using Reasoning.Application;
using Reasoning.Application.Runs.GetRun;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;
using Reasoning.Domain.Steps;
using Reasoning.UnitTests.Application.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Runs.GetRun;

public sealed class GetRunQueryHandlerTests
{
    private readonly Mock<ISessionDirectory> _directory = new(MockBehavior.Strict);
    private readonly Mock<ISessionStore> _store = new(MockBehavior.Strict);
    private readonly RecordingEncoder _encoder = new();
    private readonly List<EventBatch> _log = [];

    public GetRunQueryHandlerTests()
    {
        _store.Setup(store => store.GetOldestSeqAsync(Some.Session, Test.Token)).ReturnsAsync(() => _log.Count == 0 ? null : _log[0].FirstSeq);
        _store
            .Setup(store => store.ReadAsync(Some.Session, It.IsAny<long>(), It.IsAny<long>(), It.IsAny<int>(), Test.Token))
            .Returns((SessionKey _, long after, long _, int _, CancellationToken _) =>
                new(new LogPage(Hold(_log.Find(batch => batch.FirstSeq == after + 1)))));
    }

    [Fact]
    public async Task Handle_WhenTheRunHasAnswered_FindsTheAnswerAmongWhatOthersSaid()
    {
        Citation[] citations = [new("a.md", "A")];
        Log(Some.Run, new RunStarted(Some.Request));
        Log(Some.Run, Some.Taken(new FinalAnswerStep("The answer.", 1, citations)));
        for (var count = 0; count < 150; count++)
            Log(Some.NewRun(), Some.Taken(Some.Answer("Of another.")));
        Log(Some.Run, Some.Completed());

        var details = await HandleAsync(RunOutcome.Completed);
        Assert.Equal(("The answer.", null), (details.Result?.Answer, details.Result?.Failure));
        Assert.Equal(citations, details.Result!.Citations);
    }

    [Fact]
    public async Task Handle_WhenTheRunHasFailed_TellsWhy()
    {
        Log(Some.Run, new RunStarted(Some.Request));
        Log(Some.Run, Some.Failed());

        Assert.Equal(Some.Failed(), (await HandleAsync(RunOutcome.Failed)).Result?.Failure);
    }

    [Fact]
    public async Task Handle_WhenTheRunWasInterrupted_HasNoResult()
    {
        Log(Some.Run, Some.Taken(Some.Answer()));
        Log(Some.Run, Some.Completed());

        Assert.Null((await HandleAsync(RunOutcome.Interrupted)).Result);
    }

    [Fact]
    public async Task Handle_WhenTheLogHasForgottenTheRun_HasNoResult() => Assert.Null((await HandleAsync(RunOutcome.Completed)).Result);

    [Fact]
    public async Task Handle_WhenTheRunGoesOn_HasNoResult()
    {
        Log(Some.Run, Some.Taken(Some.Answer()));
        Assert.Null((await HandleAsync(outcome: null)).Result);
    }

    [Fact]
    public async Task Handle_WhenItHasReadTheLog_LetsGoOfIt()
    {
        Log(Some.Run, new RunStarted(Some.Request));
        Log(Some.Run, Some.Taken(Some.Answer()));
        Log(Some.Run, Some.Completed());
        Assert.NotNull((await HandleAsync(RunOutcome.Completed)).Result);

        // The log was the last to hold them.
        _log.ForEach(batch => batch.Release());
        Assert.All(_log, batch => Assert.Throws<InvalidOperationException>(batch.Hold));
    }

    [Theory]
    [InlineData(true, "run_not_found")]
    [InlineData(false, "session_not_found")]
    public async Task Handle_WhenThereIsNoSuchRun_SaysWhatIsMissing(bool hasSession, string code)
    {
        _directory.Setup(directory => directory.FindAsync(Some.Session, Test.Token)).ReturnsAsync(hasSession ? Some.Summary() : null);
        _directory.Setup(directory => directory.FindRunAsync(Some.Session, Some.Run, Test.Token)).ReturnsAsync((RunSummary?)null);
        foreach (var id in new[] { Some.Run.ToString(), "run-1" })
            Assert.Equal(code, (await Assert.ThrowsAsync<RequestRefusedException>(() => HandleAsync(id))).Code.Value);
    }

    private static EventBatch? Hold(EventBatch? batch)
    {
        batch?.Hold();
        return batch;
    }

    private void Log(RunId run, RunEvent @event)
    {
        var frame = new System.Buffers.ArrayBufferWriter<byte>();
        var seq = _log.Count + 1;
        _encoder.Encode(new SessionEvent(seq, run, @event), frame);
        _log.Add(new EventBatch(seq, frame.WrittenMemory, [frame.WrittenCount]));
    }

    private Task<RunDetails> HandleAsync(RunOutcome? outcome)
    {
        var end = outcome is { } ended ? new RunEnd(ended, Some.Time, _log.Count) : null;
        _directory.Setup(directory => directory.FindRunAsync(Some.Session, Some.Run, Test.Token))
            .ReturnsAsync(new RunSummary(Some.Run, Some.Request, Some.Time, FirstSeq: 1, end));
        return HandleAsync(Some.Run.ToString());
    }

    private Task<RunDetails> HandleAsync(string run) => new GetRunQueryHandler(_directory.Object, _store.Object, _encoder)
        .Handle(new GetRunQuery(Some.Session, run), Test.Token);
}

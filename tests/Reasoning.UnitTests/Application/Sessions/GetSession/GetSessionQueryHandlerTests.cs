using Moq;
using Reasoning.Application;
using Reasoning.Application.Sessions;
using Reasoning.Application.Sessions.GetSession;
using Reasoning.Domain.Runs;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Sessions.GetSession;

public sealed class GetSessionQueryHandlerTests
{
    private readonly Mock<ISessionDirectory> _directory = new(MockBehavior.Strict);

    [Theory]
    [InlineData(GetSessionQueryHandler.MaxRuns, false)]
    [InlineData(GetSessionQueryHandler.MaxRuns + 1, true)]
    public async Task Handle_WhenTheSessionIsThere_TellsItsNewestRuns(int runs, bool hasEarlier)
    {
        _directory.Setup(directory => directory.FindAsync(Some.Session, Test.Token)).ReturnsAsync(Some.Summary());
        _directory.Setup(directory => directory.ReadRunsAsync(Some.Session, long.MaxValue, GetSessionQueryHandler.MaxRuns + 1, Test.Token))
            .ReturnsAsync([.. Enumerable.Range(1, runs).Select(seq => new RunSummary(Some.NewRun(), Some.Request, Some.Time, seq, End: null))]);
        var details = await HandleAsync();

        Assert.Equal((Some.Summary(), hasEarlier), (details.Session, details.HasEarlierRuns));
        Assert.Equal((GetSessionQueryHandler.MaxRuns, (long)runs), (details.Runs.Count, details.Runs[^1].FirstSeq));
    }

    [Fact]
    public async Task Handle_WhenThereIsNoSuchSession_Refuses()
    {
        _directory.Setup(directory => directory.FindAsync(Some.Session, Test.Token)).ReturnsAsync((SessionSummary?)null);

        Assert.Equal(ErrorCode.SessionNotFound, (await Assert.ThrowsAsync<RequestRefusedException>(HandleAsync)).Code);
    }

    private Task<SessionDetails> HandleAsync() =>
        new GetSessionQueryHandler(_directory.Object).Handle(new GetSessionQuery(Some.Session), Test.Token);
}

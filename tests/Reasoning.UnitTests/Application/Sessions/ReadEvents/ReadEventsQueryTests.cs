using Moq;
using Reasoning.Application;
using Reasoning.Application.Sessions;
using Reasoning.Application.Sessions.ReadEvents;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Sessions.ReadEvents;

public sealed class ReadEventsQueryTests
{
    private readonly Mock<ISessionDirectory> _directory = new(MockBehavior.Strict);
    private readonly Mock<ISessionStore> _store = new(MockBehavior.Strict);

    [Theory]
    [InlineData(0, 3, 1, 3, true)]
    [InlineData(7, 3, 8, 10, false)]
    [InlineData(8, 3, 9, 10, false)]
    [InlineData(9, 1, 10, 10, false)]
    public async Task Handle_WhenTheLogHoldsThem_GivesWhatFollows(long after, int limit, long first, long last, bool hasMore)
    {
        SetUp(oldest: 1, first, last);
        var excerpt = await HandleAsync(after, limit);

        Assert.Equal((first, last, last), (excerpt.Events?.FirstSeq, excerpt.Events?.LastSeq, excerpt.NextAfter));
        Assert.Equal((1L, 10L, hasMore), (excerpt.Log.OldestSeq, excerpt.Log.LastSeq, excerpt.HasMore));
    }

    [Fact]
    public async Task Handle_WhenTheLogHasForgottenThem_BeginsWithTheOldest()
    {
        SetUp(oldest: 5, first: 5, last: 6);
        var excerpt = await HandleAsync(after: 1, limit: 2);

        Assert.Equal((5L, 5L, 6L), (excerpt.Log.OldestSeq, excerpt.Events?.FirstSeq, excerpt.NextAfter));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(long.MaxValue)]
    public async Task Handle_WhenThereIsNothingBehind_GivesNothing(long after)
    {
        SetUp(oldest: 1, first: 1, last: 1);
        var excerpt = await HandleAsync(after, limit: 5);

        Assert.Equal((null, after, false), (excerpt.Events, excerpt.NextAfter, excerpt.HasMore));
    }

    [Fact]
    public async Task Handle_WhenNothingIsLeft_SaysWhereTheLogEnds()
    {
        SetUp(oldest: null, first: 1, last: 1);
        var excerpt = await HandleAsync(after: 0, limit: 5);

        Assert.Equal((null, 11L, 10L, false), (excerpt.Events, excerpt.Log.OldestSeq, excerpt.NextAfter, excerpt.HasMore));
    }

    [Fact]
    public async Task Handle_WhenThereIsNoSuchSession_Refuses()
    {
        _directory.Setup(directory => directory.FindAsync(Some.Session, Test.Token)).ReturnsAsync((SessionSummary?)null);

        var refused = await Assert.ThrowsAsync<RequestRefusedException>(() => HandleAsync(after: 0, limit: 1));
        Assert.Equal(ErrorCode.SessionNotFound, refused.Code);
    }

    /// <summary>What is read then may be of a later log of the same name.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Handle_WhenTheSessionIsDeletedMeanwhile_GivesNothingOfAnotherLog(bool isBegunAnew)
    {
        SetUp(oldest: 1, first: 1, last: 3);
        var other = isBegunAnew ? Some.Summary(lastSeq: 3) with { Epoch = new Epoch("other") } : null;
        _directory.SetupSequence(directory => directory.FindAsync(Some.Session, Test.Token))
            .ReturnsAsync(Some.Summary(lastSeq: 10)).ReturnsAsync(other);

        var refused = await Assert.ThrowsAsync<RequestRefusedException>(() => HandleAsync(after: 0, limit: 3));
        Assert.Equal(ErrorCode.SessionNotFound, refused.Code);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(1_000, true)]
    [InlineData(1_001, false)]
    public void Validate_WhateverTheLimit_IsBounded(int limit, bool isValid) =>
        Assert.Equal(isValid, new ReadEventsQueryValidator().Validate(new ReadEventsQuery(Some.Session, 0, limit)).IsValid);

    private Task<LogExcerpt> HandleAsync(long after, int limit) => new ReadEventsQueryHandler(_directory.Object, _store.Object)
        .Handle(new ReadEventsQuery(Some.Session, after, limit), Test.Token);

    private void SetUp(long? oldest, long first, long last)
    {
        var events = new EventBatch(first, new byte[last - first + 1], [.. Enumerable.Range(1, (int)(last - first + 1))]);
        _directory.Setup(directory => directory.FindAsync(Some.Session, Test.Token)).ReturnsAsync(Some.Summary(lastSeq: 10));
        _store.Setup(store => store.GetOldestSeqAsync(Some.Session, Test.Token)).ReturnsAsync(oldest);
        _store.Setup(store => store.ReadAsync(Some.Session, first - 1, last, It.IsAny<int>(), Test.Token)).ReturnsAsync(new LogPage(events));
    }
}

using CsCheck;
using Reasoning.Domain.Sessions;

namespace Reasoning.UnitTests.Domain.Sessions;

public sealed class ResumePointTests
{
    private static readonly Epoch Now = new("now");
    private static readonly Epoch Before = new("before");

    [Theory]
    [InlineData(4, 3)]
    [InlineData(5, 10)]
    [InlineData(11, 10)]
    public void Find_WhenNothingIsMissing_StartsWhereTheClientIs(long oldest, long after)
    {
        var point = ResumePoint.Find(new LogExtent(Now, oldest, LastSeq: 10), after, epoch: null);

        Assert.Equal(new ResumePoint(after, Gap: null), point);
    }

    [Theory]
    [InlineData(5, 3, ResumeGap.Truncated)]
    [InlineData(5, 0, ResumeGap.Truncated)]
    [InlineData(11, 9, ResumeGap.Truncated)]
    [InlineData(5, 11, ResumeGap.AheadOfLog)]
    [InlineData(1, long.MaxValue, ResumeGap.AheadOfLog)]
    public void Find_WhenSomethingIsMissing_StartsAtTheOldestAndSaysWhy(long oldest, long after, ResumeGap gap)
    {
        var point = ResumePoint.Find(new LogExtent(Now, oldest, LastSeq: 10), after, Now);

        Assert.Equal(new ResumePoint(oldest - 1, gap), point);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(99)]
    public void Find_WhenTheEpochIsAnother_IsAMismatchWhateverThePosition(long after)
    {
        var point = ResumePoint.Find(new LogExtent(Now, OldestSeq: 3, LastSeq: 10), after, Before);

        Assert.Equal(new ResumePoint(2, ResumeGap.EpochMismatch), point);
    }

    [Fact]
    public void Find_WhenTheLogIsEmpty_StartsAtItsBeginning() =>
        Assert.Equal(new ResumePoint(0, null), ResumePoint.Find(new LogExtent(Now, OldestSeq: 1, LastSeq: 0), 0, Now));

    [Fact]
    public void Find_WhateverIsAsked_NeverLeavesTheLog() =>
        Gen.Select(Gen.Long[0, 20], Gen.Long[0, 20], Gen.Long[0, 30], Gen.Bool).Sample((dropped, held, after, same) =>
        {
            var log = new LogExtent(Now, dropped + 1, dropped + held);
            var point = ResumePoint.Find(log, after, same ? Now : Before);
            Assert.InRange(point.StartAfter, log.OldestSeq - 1, log.LastSeq);
            Assert.Equal(same && after >= dropped && after <= dropped + held, point.Gap is null);
            if (point.Gap is null)
                Assert.Equal(after, point.StartAfter);
        });
}

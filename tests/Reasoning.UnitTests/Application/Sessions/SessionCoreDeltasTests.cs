using Reasoning.Application.Runs;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;
using Reasoning.Domain.Steps;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>When readers are woken for what is being produced, and when there is nothing more to show of it.</summary>
public sealed class SessionCoreDeltasTests
{
    private static readonly RunOptions Options = new();

    private readonly List<SessionEffect> _effects = [];
    private readonly SessionCore _core = new(new SessionOwnership(Epoch.New(), 1, 0, []), Options, new RecordingEncoder(), new Places());

    public SessionCoreDeltasTests()
    {
        _core.Accept(new RunCandidate(Some.Run, Some.Request, IdempotencyKey: null, Asker: null, Ticket: new object()), Some.Time, _effects);
        Commit();
    }

    [Fact]
    public void Stream_WhileAStepGrows_WakesOnceAnInterval()
    {
        Stream("Hello");
        Assert.True(Woken(Some.Time));
        Stream(" again");
        Stream(" and again");
        Assert.False(Woken(Some.Time));
        Assert.Equal(Some.Time + Options.DeltaInterval, _core.Due);

        Assert.True(Woken(Some.Time + Options.DeltaInterval));
        Assert.Equal(Some.Time + (2 * Options.DeltaInterval), _core.Due);
    }

    [Fact]
    public void Stream_InAPause_LooksOnceMoreAndWakesNobody()
    {
        Stream("Hello");
        Assert.True(_core.IsAboutToShowTexts);
        Assert.True(Woken(Some.Time));
        Assert.True(_core.IsAboutToShowTexts);

        Assert.False(Woken(Some.Time + Options.DeltaInterval));
        Assert.False(_core.IsAboutToShowTexts);
        Assert.Equal(Some.Time + Options.Timeout, _core.Due);
    }

    [Fact]
    public void Stream_AfterAPause_WakesAtOnce()
    {
        var late = Some.Time + (3 * Options.DeltaInterval / 2);
        Stream("Hello");
        Assert.True(Woken(Some.Time));
        Assert.False(Woken(Some.Time + Options.DeltaInterval));
        Stream(" again", late);
        Assert.True(Woken(late));
        Stream(" and again", late);
        Assert.False(Woken(late));
        Assert.Equal(late + Options.DeltaInterval, _core.Due);
    }

    [Fact]
    public void Stream_WhenTheRunHasEnded_ShowsNothing()
    {
        _core.Record(Some.Run, Some.Completed(), ticket: null, Some.Time, _effects);
        Stream(new string('x', 2_000));
        Assert.False(Woken(Some.Time));
        Assert.Null(Shown());
    }

    [Fact]
    public void Stream_BehindAnEventThatIsNotStored_IsShownAfterIt()
    {
        _core.Record(Some.Run, Some.Taken(Some.Thought()), ticket: null, Some.Time, _effects);
        Stream("Hello");
        Assert.Null(Shown(afterSeq: 1));
        Assert.Equal("Hello", Shown(afterSeq: 2));
    }

    public static TheoryData<string> Ends => ["step", "end", "interrupt", "timeout", "drain", "failure", "return"];

    [Theory]
    [MemberData(nameof(Ends))]
    public void Stream_HoweverTheStepOrItsRunEnds_LeavesNothingToShow(string end)
    {
        Stream("Hello");
        Assert.Equal("Hello", Shown());
        var later = Some.Time + Options.Timeout;
        switch (end)
        {
            case "step":
                _core.Record(Some.Run, Some.Taken(Some.Thought()), ticket: null, Some.Time, _effects);
                break;
            case "end":
                _core.Record(Some.Run, Some.Failed(), ticket: null, Some.Time, _effects);
                break;
            case "interrupt":
                _core.Interrupt(Some.Run, new object(), Some.Time, _effects);
                Assert.Equal("Hello", Shown());
                _core.Tick(later, _effects);
                break;
            case "timeout":
                _core.Tick(later, _effects);
                break;
            case "drain":
                _core.Drain(new object(), park: true, Some.Time, _effects);
                break;
            case "failure":
                _core.Fail(_effects);
                break;
            default:
                _core.WorkEnded(Some.Run, Some.Time, _effects);
                break;
        }

        Assert.Null(Shown());
    }

    private void Stream(string content, DateTimeOffset? now = null) =>
        _core.Stream(Some.Run, new StepDelta(new StepId(1, 1), DeltaKind.Thought, 1, content), now ?? Some.Time);

    private void Commit()
    {
        _core.Flush(Some.Time, _effects);
        _core.Committed(Some.Time, _effects);
        _effects.Clear();
    }

    /// <summary>Whether a turn at this time wakes readers.</summary>
    private bool Woken(DateTimeOffset now)
    {
        _core.Tick(now, _effects);
        var woken = _effects.OfType<SessionEffect.ShowTexts>().Any();
        _effects.Clear();
        return woken;
    }

    /// <summary>What a reader that has seen the log up to there would be shown.</summary>
    private string? Shown(long afterSeq = long.MaxValue) => _core.Texts.Take([], afterSeq)?.Content;
}

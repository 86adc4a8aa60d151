using Reasoning.Application.Clients;
using Reasoning.Application.Runs;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>The core's most important moments by name; everything in between is the model test's.</summary>
public sealed class SessionCoreTests
{
    private readonly RunOptions _options = new();
    private readonly List<SessionEffect> _effects = [];
    private readonly Places _places = new();
    private readonly SessionCore _core;

    public SessionCoreTests() =>
        _core = new SessionCore(new SessionOwnership(new Epoch("e"), Term: 3, LastSeq: 9, []), _options, new RecordingEncoder(), _places);

    [Fact]
    public void Committed_WhenAChatWasAccepted_AnnouncesShowsBeginsAndAnswers()
    {
        Accept(Some.Run);
        Assert.Empty(_effects);

        Flush();
        Assert.Equal(["Append"], Take());
        Commit();
        Assert.Equal(["Announce", "Publish", "Execute", "Resolve"], Take());
        Assert.Equal(10, _core.PublishedSeq);
        Assert.Equal(Some.Run, Assert.Single(_core.ActiveRuns).Run);
    }

    [Fact]
    public void Flush_WhenACommitIsUnderWay_GathersWhatComesForTheNextOne()
    {
        Begin(Some.Run);
        for (var step = 0; step < 3; step++)
        {
            _core.Record(Some.Run, Some.Taken(Some.Thought()), ticket: null, Some.Time, _effects);
            Flush();
        }

        Assert.Equal(["Append"], Take());
        Assert.True(_core.BacklogBytes > 0);
        Commit();
        Flush();
        Assert.Equal(2, Assert.IsType<SessionEffect.Append>(_effects[^1]).Content.Events!.Count);
        Assert.Equal(0, _core.BacklogBytes);
    }

    [Fact]
    public void Delete_WhenARunIsActive_LetsItGoAndDeletesBehindTheCommitUnderWay()
    {
        Begin(Some.Run);
        _core.Record(Some.Run, Some.Taken(Some.Thought()), ticket: null, Some.Time, _effects);
        Flush();
        Take();
        _core.Delete(new object(), _effects);
        Flush();
        Assert.Equal(["Cancel", "Release"], Take());

        Accept(Some.NewRun());
        Assert.Equal(ErrorCode.Unavailable, Refusal());
        Commit();
        Flush();
        Assert.Equal(["Publish", "Delete"], Take());
        Assert.False(_core.IsIdle);
        Assert.Null(_core.Due);

        Accept(Some.NewRun());
        Assert.Equal(ErrorCode.Unavailable, Refusal());
        _core.Interrupt(null, new object(), Some.Time, _effects);
        Flush();
        Assert.Empty(Take());
        _core.Deleted(_effects);
        Flush();
        Assert.Equal(["Leave", "Resolve", "Resolve"], Take());
    }

    [Fact]
    public void Fail_WhenADeletionWaits_RefusesIt()
    {
        Begin(Some.Run);
        var ticket = new object();
        _core.Delete(ticket, _effects);
        Flush();
        Take();
        _core.Fail(_effects);

        Assert.Equal(ticket, Assert.IsType<SessionEffect.Resolve>(Assert.Single(_effects)).Ticket);
        Assert.Equal(ErrorCode.Unavailable, Refusal());
    }

    [Fact]
    public void AwaitEnd_WhenTheEndIsStored_AnswersThenAndNotBefore()
    {
        Begin(Some.Run);
        var (ticket, gone) = (new object(), new object());
        _core.AwaitEnd(Some.Run, ticket, _effects);
        _core.AwaitEnd(Some.Run, gone, _effects);
        _core.StopAwaiting(Some.Run, gone);
        _core.Record(Some.Run, Some.Completed(), ticket: null, Some.Time, _effects);
        Flush();
        Assert.DoesNotContain(_effects, effect => effect is SessionEffect.Resolve);

        Commit();
        Assert.Same(ticket, Assert.Single(_effects.OfType<SessionEffect.Resolve>()).Ticket);
    }

    [Fact]
    public void AwaitEnd_WhenTheRunIsNotActive_AnswersAtOnce()
    {
        var ticket = new object();
        _core.AwaitEnd(Some.Run, ticket, _effects);
        Assert.Contains(new SessionEffect.Resolve(ticket, TicketResult.NotActive.Instance), _effects);
    }

    [Fact]
    public void AwaitEnd_WhenTheRunIsLeftToTheNextOwner_Answers()
    {
        Begin(Some.Run);
        var ticket = new object();
        _core.AwaitEnd(Some.Run, ticket, _effects);
        _core.Drain(new object(), park: true, Some.Time, _effects);
        Assert.Contains(new SessionEffect.Resolve(ticket, TicketResult.NotActive.Instance), _effects);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AwaitEnd_WhenTheEndCannotBeStored_Answers(bool isUnderWay)
    {
        Begin(Some.Run);
        var ticket = new object();
        _core.AwaitEnd(Some.Run, ticket, _effects);
        _core.Record(Some.Run, Some.Completed(), ticket: null, Some.Time, _effects);
        if (isUnderWay)
            Flush();
        _core.Fail(_effects);
        Assert.Contains(new SessionEffect.Resolve(ticket, TicketResult.NotActive.Instance), _effects);
    }

    [Fact]
    public void Interrupt_WhenTheRunIsNotYetStored_EndsItWithoutItsWork()
    {
        Accept(Some.Run);
        Flush();
        Take();
        _core.Interrupt(Some.Run, new object(), Some.Time, _effects);
        Assert.Equal(["Cancel"], Take());

        Commit();
        Assert.Equal(["Announce", "Publish", "Release", "Resolve"], Take().OrderBy(effect => effect.Length != 8).ThenBy(effect => effect, StringComparer.Ordinal));
        Flush();
        Commit();
        Assert.DoesNotContain("Execute", Take());
        Assert.True(_core.IsIdle);
    }

    [Fact]
    public void Interrupt_WhenNothingRuns_AnswersAtOnce()
    {
        _core.Interrupt(id: null, new object(), Some.Time, _effects);
        Flush();

        Assert.Empty(Assert.IsType<TicketResult.Interrupted>(Assert.IsType<SessionEffect.Resolve>(Assert.Single(_effects)).Result).Runs);
        Assert.True(_core.IsIdle);
    }

    [Fact]
    public void Tick_WhenTheGraceIsOver_EndsTheRunAsInterrupted()
    {
        Begin(Some.Run);
        _core.Interrupt(Some.Run, new object(), Some.Time, _effects);
        var due = Some.Time + _options.InterruptGrace;
        Assert.Equal(due, _core.Due);
        Take();

        _core.Tick(due - TimeSpan.FromTicks(1), _effects);
        Assert.Empty(_effects);
        _core.Tick(due, _effects);
        Assert.Equal(["Cancel", "Release"], Take());
        Assert.Null(_core.Due);
    }

    [Fact]
    public void Accept_WhenTheSessionIsFull_IsRefusedUntilARunEnds()
    {
        _options.MaxPerSession = 1;
        Begin(Some.Run);
        Accept(Some.NewRun());
        var refused = Assert.IsType<TicketResult.Refused>(Assert.IsType<SessionEffect.Resolve>(Assert.Single(_effects)).Result);
        Assert.Equal(ErrorCode.TooManyRuns, refused.Reason.Code);
        _effects.Clear();

        _core.Record(Some.Run, Some.Completed(), ticket: null, Some.Time, _effects);
        Accept(Some.NewRun());
        Assert.Equal(["Release"], Take());
    }

    [Fact]
    public void Committed_WhenNothingIsUnderWay_IsAnErrorOfTheDriver() => Assert.Throws<InvalidOperationException>(Commit);

    private void Begin(RunId run)
    {
        Accept(run);
        Flush();
        Commit();
        Take();
    }

    private void Accept(RunId run) =>
        _core.Accept(new RunCandidate(run, Some.Request, null, new Asker(ConnectionId.New(), "m1"), new object()), Some.Time, _effects);

    private void Flush() => _core.Flush(Some.Time, _effects);

    private void Commit() => _core.Committed(Some.Time, _effects);

    private ErrorCode Refusal()
    {
        var resolve = Assert.IsType<SessionEffect.Resolve>(Assert.Single(_effects));
        _effects.Clear();
        return Assert.IsType<TicketResult.Refused>(resolve.Result).Reason.Code;
    }

    private List<string> Take()
    {
        var names = _effects.ConvertAll(effect => effect.GetType().Name);
        _effects.Clear();
        return names;
    }
}

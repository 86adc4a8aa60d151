using Reasoning.Application.Clients;
using Reasoning.Application.Runs;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>Exactly one run for one message, whoever sends it again and whenever.</summary>
public sealed class SessionCoreKeysTests
{
    private readonly List<SessionEffect> _effects = [];
    private readonly Places _places = new();
    private readonly SessionCore _core;

    public SessionCoreKeysTests() =>
        _core = new SessionCore(new SessionOwnership(new Epoch("e"), Term: 1, LastSeq: 0, []), new RunOptions(), new RecordingEncoder(), _places);

    [Fact]
    public void Accept_WhenTheKeyIsNew_LooksItUpAndThenBegins()
    {
        var first = Accept();
        Assert.Equal(new SessionEffect.LookUp("key", Some.Time - TimeSpan.FromHours(24)), Assert.Single(_effects));
        Assert.False(_core.IsIdle);
        _effects.Clear();

        _core.LookedUp("key", found: null, Some.Time, _effects);
        Assert.Equal(new TicketResult.Accepted(first.Id, Duplicate: false), Store()[first.Ticket]);
        Assert.Single(_effects.OfType<SessionEffect.Execute>());
    }

    [Fact]
    public void Accept_WhenSentAgainWhileItIsLookedUp_BeginsOnce()
    {
        var (first, second) = (Accept(), Accept());
        Assert.Single(_effects);
        _core.LookedUp("key", found: null, Some.Time, _effects);

        var answers = Store();
        Assert.Equal(new TicketResult.Accepted(first.Id, Duplicate: false), answers[first.Ticket]);
        Assert.Equal(new TicketResult.Accepted(first.Id, Duplicate: true), answers[second.Ticket]);
        Assert.Single(_effects.OfType<SessionEffect.Execute>());
    }

    [Fact]
    public void Accept_WhenSentAgainBeforeItIsStored_IsAnsweredOnlyAfterThat()
    {
        Begin();
        _core.Flush(Some.Time, _effects);
        var second = Accept();
        _core.Flush(Some.Time, _effects);
        Assert.IsType<SessionEffect.Append>(Assert.Single(_effects));

        _effects.Clear();
        _core.Committed(Some.Time, _effects);
        Assert.True(Assert.IsType<TicketResult.Accepted>(Store()[second.Ticket]).Duplicate);
    }

    [Fact]
    public void Accept_WhenSentAgainAfterItsEnd_IsLookedUpAgain()
    {
        var run = Begin();
        Store();
        _core.Record(run.Id, Some.Completed(), ticket: null, Some.Time, _effects);
        Store();
        _effects.Clear();

        var again = Accept();
        Assert.IsType<SessionEffect.LookUp>(Assert.Single(_effects));
        _core.LookedUp("key", new KeyedRun(run.Id, Some.Request), Some.Time, _effects);
        Assert.Equal(new TicketResult.Accepted(run.Id, Duplicate: true), Store()[again.Ticket]);
    }

    [Fact]
    public void Accept_WhenTheKeyWasForAnotherMessage_IsAConflict()
    {
        Begin();
        var other = Accept(Some.Request with { EnableReasoning = false });
        Assert.Equal(ErrorCode.Conflict, Refusal(other));

        Store();
        var another = Accept(Some.Request with { Message = "Something else" });
        Assert.Equal(ErrorCode.Conflict, Refusal(another));
    }

    [Fact]
    public void Accept_WhenTheServerIsFull_StillKnowsWhatItAccepted()
    {
        var run = Begin();
        _places.Free = 0;
        Assert.Equal(new TicketResult.Accepted(run.Id, Duplicate: true), Answer(Accept()));

        var other = Accept(key: "another");
        _core.LookedUp("another", found: null, Some.Time, _effects);
        Assert.Equal(ErrorCode.Busy, Refusal(other));
    }

    [Fact]
    public void LookUpFailed_WhenTheStoreIsGone_RefusesAllWhoWait()
    {
        var (first, second) = (Accept(), Accept());
        _core.LookUpFailed("key", _effects);

        Assert.Equal([ErrorCode.Unavailable, ErrorCode.Unavailable], [Refusal(first), Refusal(second)]);
        Assert.True(_core.IsIdle);
        Assert.Equal(int.MaxValue, _places.Free);
    }

    private RunCandidate Accept(RunRequest? request = null, string key = "key")
    {
        var candidate = new RunCandidate(
            Some.NewRun(), request ?? Some.Request, key, new Asker(ConnectionId.New(), "m1"), new object());
        _core.Accept(candidate, Some.Time, _effects);
        return candidate;
    }

    private RunCandidate Begin()
    {
        var candidate = Accept();
        _effects.Clear();
        _core.LookedUp("key", found: null, Some.Time, _effects);
        return candidate;
    }

    private Dictionary<object, TicketResult> Store()
    {
        for (_core.Flush(Some.Time, _effects); _effects.RemoveAll(effect => effect is SessionEffect.Append) > 0; _core.Flush(Some.Time, _effects))
            _core.Committed(Some.Time, _effects);
        return _effects.OfType<SessionEffect.Resolve>().ToDictionary(resolve => resolve.Ticket, resolve => resolve.Result);
    }

    private TicketResult Answer(RunCandidate candidate) => Store()[candidate.Ticket];

    private ErrorCode Refusal(RunCandidate candidate) => Assert.IsType<TicketResult.Refused>(Answer(candidate)).Reason.Code;
}

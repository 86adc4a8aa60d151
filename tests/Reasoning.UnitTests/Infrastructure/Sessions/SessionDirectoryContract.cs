using System.Buffers;
using System.Text;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;
using Reasoning.Infrastructure.WebSockets.Wire;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

/// <summary>What every store tells about its sessions.</summary>
public abstract class SessionDirectoryContract
{
    private static readonly SessionKey Session = Some.Session;

    private readonly Dictionary<SessionKey, SessionOwnership> _owners = [];
    private readonly Dictionary<SessionKey, long> _lastSeqs = [];
    private ISessionStore _store = null!;
    private ISessionDirectory _directory = null!;

    [Fact]
    public async Task Find_WhenNothingWasAccepted_FindsNothing()
    {
        Begin();
        await _store.OpenAsync(Session, Test.Token);

        Assert.Null(await _directory.FindAsync(Session, Test.Token));
        Assert.Empty(await _directory.ReadRunsAsync(Session, long.MaxValue, 10, Test.Token));
        Assert.Null(await _directory.FindRunAsync(Session, Some.Run, Test.Token));
        Assert.False(await _directory.RenameAsync(Session, SessionTitle.Parse("Title"), Test.Token));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Find_WhenARunWasAccepted_TellsWhatItIs()
    {
        Begin();
        await AcceptAsync(Session, Some.Run, "\n What is it?\r\nTell me.", minute: 3);
        var found = await FindAsync();

        Assert.Equal((Session.Id, "What is it?", Minute(3)), (found.Id, found.Title?.Value, found.ActiveAt));
        Assert.Equal((_owners[Session].Epoch, 1L), (found.Epoch, found.LastSeq));
    }

    [Fact]
    public async Task Find_WhenMoreRunsBeginAndEnd_KeepsTheTitleAndMovesTheTime()
    {
        Begin();
        var second = Some.NewRun();
        await AcceptAsync(Session, Some.Run, "First", minute: 1);
        await AcceptAsync(Session, second, "Second", minute: 2);
        await EndAsync(Session, Some.Run, RunOutcome.Completed, minute: 5);
        await EndAsync(Session, second, RunOutcome.Completed, minute: 4);

        Assert.Equal(("First", Minute(5)), ((await FindAsync()).Title?.Value, (await FindAsync()).ActiveAt));
    }

    [Fact]
    public async Task Find_WhenTheFirstMessageHasNoText_TakesTheTitleFromTheNext()
    {
        Begin();
        await AcceptAsync(Session, Some.Run, "\0\u0001", minute: 1);
        Assert.Null((await FindAsync()).Title);
        await AcceptAsync(Session, Some.NewRun(), "A\0b 👩‍🔬", minute: 2);
        Assert.Equal("A b 👩‍🔬", (await FindAsync()).Title?.Value);
    }

    [Fact]
    public async Task Rename_WhenTheSessionIsThere_StaysWhateverIsSaidThen()
    {
        Begin();
        await AcceptAsync(Session, Some.Run, "First", minute: 1);
        Assert.True(await _directory.RenameAsync(Session, SessionTitle.Parse("Über 100%"), Test.Token));
        await AcceptAsync(Session, Some.NewRun(), "Second", minute: 2);

        Assert.Equal("Über 100%", (await FindAsync()).Title?.Value);
        Assert.Single(await ListAsync("ÜBER"));
        Assert.Empty(await ListAsync("first"));
    }

    [Fact]
    public async Task Runs_WhateverBecameOfThem_AreToldInOrder()
    {
        Begin();
        var runs = Enumerable.Range(0, 4).Select(_ => Some.NewRun()).ToArray();
        foreach (var (index, run) in runs.Index())
            await AcceptAsync(Session, run, $"Message {index}", minute: index);
        foreach (var (index, outcome) in Enum.GetValues<RunOutcome>().Index())
            await EndAsync(Session, runs[index], outcome, minute: 10 + index);

        var told = await _directory.ReadRunsAsync(Session, long.MaxValue, 10, Test.Token);
        Assert.Equal(runs, told.Select(run => run.Run));
        Assert.Equal(new RunEnd(RunOutcome.Failed, Minute(12), 7), told[2].End);
        Assert.Equal([RunOutcome.Completed, RunOutcome.Interrupted, RunOutcome.Failed, null], told.Select(run => run.End?.Outcome));
        Assert.Equal(
            new RunSummary(runs[3], new RunRequest("researcher", "Message 3", EnableReasoning: true), Minute(3), 4, End: null), told[3]);
        Assert.Equal(runs[2..], (await _directory.ReadRunsAsync(Session, long.MaxValue, 2, Test.Token)).Select(run => run.Run));
        Assert.Equal(told[1], await _directory.FindRunAsync(Session, runs[1], Test.Token));
        Assert.Null(await _directory.FindRunAsync(Some.Key("another"), runs[1], Test.Token));
    }

    [Fact]
    public async Task List_WhenReadPageByPage_HasEverySessionOnceTheNewestFirst()
    {
        Begin();
        for (var number = 0; number < 7; number++)
            await AcceptAsync(Some.Key($"s{number}"), Some.NewRun(), "Message", minute: number / 3);
        await AcceptAsync(new SessionKey(new TenantId("other"), Session.Id), Some.NewRun(), "Message", minute: 9);

        var names = new List<string>();
        var place = SessionPlace.Head;
        while (await _directory.ListAsync(TenantId.Default, new SessionFilter(null, place, 2), Test.Token) is { Count: > 0 } page)
        {
            Assert.InRange(page.Count, 1, 2);
            names.AddRange(page.Select(session => session.Id.Value));
            place = new SessionPlace(page[^1].ActiveAt, page[^1].Id.Value);
        }

        Assert.Equal(["s6", "s5", "s4", "s3", "s2", "s1", "s0"], names);
    }

    [Theory]
    [InlineData("größe", "a")]
    [InlineData("100%", "a")]
    [InlineData("0_", "b")]
    [InlineData("\\", "b")]
    [InlineData("%", "a")]
    [InlineData("'; --", "")]
    [InlineData("e", "b a")]
    public async Task List_WhenSearched_HasTitlesWithThisText(string search, string expected)
    {
        Begin();
        await AcceptAsync(Some.Key("a"), Some.NewRun(), "GRÖSSE oder Größe: 100%", minute: 1);
        await AcceptAsync(Some.Key("b"), Some.NewRun(), @"The 10_ \ others", minute: 2);

        Assert.Equal(expected, string.Join(' ', (await ListAsync(search)).Select(session => session.Id.Value)));
    }

    /// <summary>An empty store.</summary>
    [Fact]
    public async Task Find_WhenTheSessionWasDeleted_FindsItWhenSomethingIsAcceptedAgain()
    {
        Begin();
        await AcceptAsync(Session, Some.Run, "Before", minute: 1);
        await _store.DeleteAsync(Session, _owners[Session].Term, Epoch.New(), Test.Token);

        Assert.Null(await _directory.FindAsync(Session, Test.Token));
        Assert.Null(await _directory.FindRunAsync(Session, Some.Run, Test.Token));
        Assert.False(await _directory.RenameAsync(Session, SessionTitle.Parse("Title"), Test.Token));
        Assert.Empty(await _directory.ReadRunsAsync(Session, long.MaxValue, 10, Test.Token));
        Assert.Empty(await ListAsync());

        _owners.Clear();
        _lastSeqs.Clear();
        await AcceptAsync(Session, Some.NewRun(), "After", minute: 2);
        var found = await FindAsync();
        Assert.Equal(("After", Minute(2), 1L), (found.Title?.Value, found.ActiveAt, found.LastSeq));
        Assert.Equal("After", Assert.Single(await ListAsync()).Title?.Value);
    }

    private protected abstract (ISessionStore Store, ISessionDirectory Directory) CreateStore();

    /// <summary>Runs with each end that there is, and the frames that tell it.</summary>
    private protected async Task WriteEveryEndAsync()
    {
        Begin();
        RunEvent[] ends = [Some.Completed(), Some.Completed() with { Status = RunStatus.Interrupted }, Some.Failed()];
        foreach (var end in ends)
        {
            var run = Some.NewRun();
            await AcceptAsync(Session, run, "Message", minute: 1);
            var frame = new ArrayBufferWriter<byte>();
            new EventEncoder().Encode(new SessionEvent(_lastSeqs[Session] + 1, run, end), frame);
            await AppendAsync(Session, seq => new RunChange.Ended(run, Minute(2), seq, RunOutcome.Completed), frame.WrittenMemory);
        }
    }

    /// <summary>That the ends were found out again from the frames alone.</summary>
    private protected static async Task KnowsEveryEndAsync(ISessionDirectory directory)
    {
        var runs = await directory.ReadRunsAsync(Session, long.MaxValue, 10, Test.Token);
        Assert.Equal(
            [RunOutcome.Completed, RunOutcome.Interrupted, RunOutcome.Failed], runs.Select(run => run.End!.Outcome));
        var session = Assert.Single(await directory.ListAsync(TenantId.Default, new SessionFilter(null, SessionPlace.Head, 10), Test.Token));
        Assert.Null(session.Title);
        Assert.True(session.ActiveAt > DateTimeOffset.UnixEpoch);
    }

    private static DateTimeOffset Minute(int minute) => Some.Time.AddMinutes(minute);

    private void Begin() => (_store, _directory) = CreateStore();

    private async Task<SessionSummary> FindAsync()
    {
        var found = await _directory.FindAsync(Session, Test.Token);
        Assert.NotNull(found);
        return found;
    }

    private async Task<IReadOnlyList<SessionSummary>> ListAsync(string? search = null) =>
        await _directory.ListAsync(TenantId.Default, new SessionFilter(search, SessionPlace.Head, 10), Test.Token);

    private Task AcceptAsync(SessionKey session, RunId run, string message, int minute) => AppendAsync(
        session, seq => new RunChange.Accepted(run, Some.Request with { Message = message }, Minute(minute), seq));

    private Task EndAsync(SessionKey session, RunId run, RunOutcome outcome, int minute) =>
        AppendAsync(session, seq => new RunChange.Ended(run, Minute(minute), seq, outcome));

    private async Task AppendAsync(SessionKey session, Func<long, RunChange> change, ReadOnlyMemory<byte>? frame = null)
    {
        if (!_owners.TryGetValue(session, out var owner))
            _owners.Add(session, owner = await _store.OpenAsync(session, Test.Token));
        var seq = _lastSeqs[session] = _lastSeqs.GetValueOrDefault(session) + 1;
        var bytes = frame ?? Encoding.ASCII.GetBytes($"e{seq}");
        await _store.AppendAsync(
            session, owner.Term, new SessionAppend(owner.Epoch, new EventBatch(seq, bytes, [bytes.Length]), [change(seq)]), Test.Token);
    }
}

using System.Text;
using CsCheck;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

/// <summary>What every store promises. A store's own tests derive from this.</summary>
public abstract class SessionStoreContract
{
    private static readonly SessionKey Session = Some.Session;

    /// <summary>A new and empty store, large enough for everything here.</summary>
    private protected abstract ISessionStore CreateStore();

    [Fact]
    public async Task Open_WhenNeverWritten_HasAnEpochThatStays()
    {
        var store = CreateStore();
        var first = await store.OpenAsync(Session, Test.Token);
        var second = await store.OpenAsync(Session, Test.Token);

        Assert.NotEmpty(first.Epoch.Value);
        Assert.Equal((first.Epoch, 0L), (second.Epoch, second.LastSeq));
        Assert.True(second.Term > first.Term);
    }

    [Fact]
    public async Task Open_WhenWritten_GoesOnWhereTheLogEnds()
    {
        var store = CreateStore();
        var first = await WriteAsync(store, Session, events: 3);
        var second = await store.OpenAsync(Session, Test.Token);

        Assert.Equal((first.Epoch, 3L), (second.Epoch, second.LastSeq));
        Assert.True(second.Term > first.Term);
    }

    [Fact]
    public async Task Append_WhenTheSessionHasANewerOwner_IsRefusedAsAWhole()
    {
        var store = CreateStore();
        var old = await WriteAsync(store, Session, events: 1);
        var owner = await store.OpenAsync(Session, Test.Token);

        await Assert.ThrowsAsync<StaleOwnerException>(async () => await AppendAsync(store, Session, old, Batch(2, 1), Accepted(Some.Run)));
        Assert.False(await store.HasRunAsync(Session, Some.Run, Test.Token));
        await AppendAsync(store, Session, owner, Batch(2, 1));
        Assert.Equal(["e1", "e2"], await ReadAllAsync(store, Session, after: 0, upTo: 2, maxBytes: 100));
    }

    [Fact]
    public async Task Append_WhenItDoesNotFollowTheLog_IsRefusedAsAWhole()
    {
        var store = CreateStore();
        var owner = await WriteAsync(store, Session, events: 2);
        foreach (var first in new[] { 2, 4 })
        {
            await Assert.ThrowsAnyAsync<Exception>(async () =>
                await AppendAsync(store, Session, owner, Batch(first, 2), Accepted(Some.Run)));
        }

        Assert.False(await store.HasRunAsync(Session, Some.Run, Test.Token));
        Assert.Equal(2, (await store.OpenAsync(Session, Test.Token)).LastSeq);
    }

    [Fact]
    public async Task Append_WhenOnlyRunsChange_LeavesTheLogAsItIs()
    {
        var store = CreateStore();
        var owner = await WriteAsync(store, Session, events: 1, Accepted(Some.Run));
        await AppendAsync(store, Session, owner, events: null, new RunChange.InterruptRequested(Some.Run));
        await AppendAsync(store, Session, owner, Batch(2, 1), new RunChange.Ended(Some.Run, Some.Time, LastSeq: 2, RunOutcome.Completed));

        Assert.Equal(["e1", "e2"], await ReadAllAsync(store, Session, after: 0, upTo: 2, maxBytes: 100));
    }

    [Fact]
    public async Task HasRun_WhenItHasEnded_StillKnowsIt()
    {
        var store = CreateStore();
        await WriteAsync(store, Session, events: 2, Accepted(Some.Run), new RunChange.Ended(Some.Run, Some.Time, LastSeq: 2, RunOutcome.Completed));

        Assert.True(await store.HasRunAsync(Session, Some.Run, Test.Token));
        Assert.False(await store.HasRunAsync(Session, Some.NewRun(), Test.Token));
        Assert.False(await store.HasRunAsync(Some.Key("another"), Some.Run, Test.Token));
    }

    [Fact]
    public async Task Read_WhenTenantsUseTheSameName_KeepsThemApart()
    {
        var store = CreateStore();
        var other = new SessionKey(new TenantId("other"), Session.Id);
        await WriteAsync(store, Session, events: 2);

        Assert.Null(await store.GetOldestSeqAsync(other, Test.Token));
        await WriteAsync(store, other, events: 1);
        Assert.Equal(["e1"], await ReadAllAsync(store, other, after: 0, upTo: 1, maxBytes: 100));
    }

    [Fact]
    public async Task Read_WhenTheLogDoesNotHoldTheEvent_GivesNone()
    {
        var store = CreateStore();
        Assert.Null((await store.ReadAsync(Session, after: 0, upTo: 1, maxBytes: 100, Test.Token)).Events);
        await WriteAsync(store, Session, events: 2);

        Assert.Null((await store.ReadAsync(Session, after: 2, upTo: 3, maxBytes: 100, Test.Token)).Events);
    }

    [Fact]
    public async Task GetOldestSeq_WhenNothingIsDropped_IsTheFirst()
    {
        var store = CreateStore();
        Assert.Null(await store.GetOldestSeqAsync(Session, Test.Token));
        await WriteAsync(store, Session, events: 2);

        Assert.Equal(1, await store.GetOldestSeqAsync(Session, Test.Token));
    }

    [Fact]
    public async Task Read_WhateverThePages_GivesEveryEventOnceAndInOrder()
    {
        // One store and many sessions: some stores take a while to create.
        var store = CreateStore();
        var samples = 0;
        await Gen.Select(Gen.Int[1, 4].Array[1, 30], Gen.Int[0, 200], Gen.Int[1, 40], Gen.Int[0, 200]).SampleAsync(
            async (batches, skipped, maxBytes, end) =>
            {
                var session = Some.Key($"sample-{Interlocked.Increment(ref samples)}");
                var owner = await store.OpenAsync(session, CancellationToken.None);
                var last = 0;
                foreach (var count in batches)
                {
                    await AppendAsync(store, session, owner, Batch(last + 1, count));
                    last += count;
                }

                var upTo = end % last + 1;
                var after = skipped % upTo;
                Assert.Equal(
                    Enumerable.Range(after + 1, upTo - after).Select(seq => $"e{seq}"),
                    await ReadAllAsync(store, session, after, upTo, maxBytes));
            },
            iter: 300);
    }

    [Fact]
    public async Task Append_WhenTheSameIsStoredAgain_StoresItOnce()
    {
        var store = CreateStore();
        var owner = await store.OpenAsync(Session, Test.Token);
        for (var time = 0; time < 2; time++)
            await AppendAsync(store, Session, owner, Batch(1, 40), Accepted(Some.Run), new RunChange.Noted(Some.Run, 1, "first"));
        for (var time = 0; time < 2; time++)
            await AppendAsync(store, Session, owner, events: null, new RunChange.Noted(Some.Run, 2, "second"));

        Assert.Equal(40, (await ReadAllAsync(store, Session, after: 0, upTo: 40, maxBytes: 1000)).Count);
        Assert.Equal(["first", "second"], await store.ReadNotesAsync(Session, Some.Run, Test.Token));
        Assert.Equal(40, (await store.OpenAsync(Session, Test.Token)).LastSeq);
    }

    [Fact]
    public async Task Append_WhenOnlyRunsChangeAndTheOwnerIsStale_IsRefused()
    {
        var store = CreateStore();
        var old = await WriteAsync(store, Session, events: 1, Accepted(Some.Run));
        await store.OpenAsync(Session, Test.Token);

        await Assert.ThrowsAsync<StaleOwnerException>(async () =>
            await AppendAsync(store, Session, old, events: null, new RunChange.InterruptRequested(Some.Run)));
        Assert.False(Assert.Single((await store.OpenAsync(Session, Test.Token)).UnfinishedRuns).InterruptRequested);
    }

    [Fact]
    public async Task Open_WhenRunsHaveNoEnd_TellsEverythingOfThemInOrder()
    {
        var store = CreateStore();
        var (first, second, ended) = (Some.NewRun(), Some.NewRun(), Some.NewRun());
        var takeUp = new TakeUp(Attempt: 3, Progress: 17, Idle: 1);
        await WriteAsync(
            store,
            Session,
            events: 3,
            new RunChange.Accepted(first, Some.Request, Some.Time, FirstSeq: 1, "key"),
            new RunChange.Accepted(ended, Some.Request, Some.Time, FirstSeq: 2),
            new RunChange.Accepted(second, Some.Request with { EnableReasoning = false }, Some.Time, FirstSeq: 3),
            new RunChange.TakenUp(first, takeUp with { Attempt = 2 }),
            new RunChange.TakenUp(first, takeUp),
            new RunChange.Noted(first, 1, "a note"),
            new RunChange.InterruptRequested(second),
            new RunChange.Ended(ended, Some.Time, LastSeq: 3, RunOutcome.Completed));

        Assert.Equal(
            [
                new UnfinishedRun(first, Some.Request, "key", Some.Time, FirstSeq: 1, Notes: 1, InterruptRequested: false, takeUp),
                new UnfinishedRun(
                    second, Some.Request with { EnableReasoning = false }, null, Some.Time, FirstSeq: 3, Notes: 0, InterruptRequested: true, null),
            ],
            (await store.OpenAsync(Session, Test.Token)).UnfinishedRuns);
    }

    [Fact]
    public async Task GetUnfinishedSessions_WhenRunsEnd_LeavesTheirSessionsOut()
    {
        var store = CreateStore();
        var (a, b) = (Some.Key("a"), Some.Key("b"));
        Assert.Empty(await store.GetUnfinishedSessionsAsync(Test.Token));
        var owner = await WriteAsync(store, a, events: 1, Accepted(Some.Run));
        await WriteAsync(store, b, events: 1, Accepted(Some.Run));
        await WriteAsync(store, Session, events: 1);
        Assert.Equal([a, b], (await store.GetUnfinishedSessionsAsync(Test.Token)).OrderBy(session => session.Id.Value));

        await AppendAsync(store, a, owner, Batch(2, 1), new RunChange.Ended(Some.Run, Some.Time, LastSeq: 2, RunOutcome.Completed));
        Assert.Equal([b], await store.GetUnfinishedSessionsAsync(Test.Token));
    }

    [Fact]
    public async Task FindRun_WhenTheKeyWasUsed_GivesTheNewestThatIsYoungEnough()
    {
        var store = CreateStore();
        var (first, second) = (Some.NewRun(), Some.NewRun());
        var later = Some.Time.AddHours(2);
        await WriteAsync(
            store,
            Session,
            events: 2,
            new RunChange.Accepted(first, Some.Request, Some.Time, FirstSeq: 1, "key"),
            new RunChange.Accepted(second, Some.Request with { Message = "again" }, later, FirstSeq: 2, "key"),
            new RunChange.Ended(second, later, LastSeq: 2, RunOutcome.Completed));

        Assert.Equal(
            new KeyedRun(second, Some.Request with { Message = "again" }), await store.FindRunAsync(Session, "key", Some.Time, Test.Token));
        Assert.Equal(second, (await store.FindRunAsync(Session, "key", later, Test.Token))?.Run);
        Assert.Null(await store.FindRunAsync(Session, "key", later.AddSeconds(1), Test.Token));
        Assert.Null(await store.FindRunAsync(Session, "KEY", Some.Time, Test.Token));
        Assert.Null(await store.FindRunAsync(Some.Key("another"), "key", Some.Time, Test.Token));
    }

    [Fact]
    public async Task ReadNotes_WhenTheRunHasEnded_HasNone()
    {
        var store = CreateStore();
        Assert.Empty(await store.ReadNotesAsync(Session, Some.Run, Test.Token));
        var owner = await WriteAsync(store, Session, events: 1, Accepted(Some.Run), new RunChange.Noted(Some.Run, 1, "a note"));
        Assert.Equal(["a note"], await store.ReadNotesAsync(Session, Some.Run, Test.Token));

        await AppendAsync(store, Session, owner, Batch(2, 1), new RunChange.Ended(Some.Run, Some.Time, LastSeq: 2, RunOutcome.Completed));
        Assert.Empty(await store.ReadNotesAsync(Session, Some.Run, Test.Token));
    }

    [Fact]
    public async Task Append_WhenManySessionsDoAtOnceAndOneIsStale_RefusesThatOneAlone()
    {
        var store = CreateStore();
        SessionKey[] sessions = [.. Enumerable.Range(0, 40).Select(number => Some.Key($"s{number}"))];
        var owners = new List<SessionOwnership>();
        foreach (var session in sessions)
            owners.Add(await WriteAsync(store, session, events: 1));
        await store.OpenAsync(sessions[7], Test.Token);

        using var start = new Barrier(2);
        var appends = sessions.Select((session, index) => (session, index)).Chunk(20).Select(half => Task.Run(async () =>
        {
            start.SignalAndWait(Test.Token);
            var tasks = half.Select(one => (one.index, Task: AppendAsync(store, one.session, owners[one.index], Batch(2, 40)))).ToList();
            foreach (var (index, task) in tasks)
            {
                if (index == 7)
                    await Assert.ThrowsAsync<StaleOwnerException>(() => task);
                else
                    await task;
            }
        })).ToList();
        await Task.WhenAll(appends).InTime();

        foreach (var session in sessions)
            Assert.Equal(session == sessions[7] ? 1 : 41, (await store.OpenAsync(session, Test.Token)).LastSeq);
    }

    [Fact]
    public async Task DeleteExpired_WhenRunsHaveEnded_DeletesTheBeginningOfALog()
    {
        var store = CreateStore();
        var (old, overlapping, young) = (Some.NewRun(), Some.NewRun(), Some.NewRun());
        await WriteAsync(
            store,
            Session,
            events: 2_600,
            new RunChange.Accepted(old, Some.Request, Some.Time, FirstSeq: 1, "old"),
            new RunChange.Accepted(overlapping, Some.Request, Some.Time, FirstSeq: 2_500, "overlapping"),
            new RunChange.Ended(old, Some.Time.AddHours(1), LastSeq: 2_550, RunOutcome.Completed),
            new RunChange.Ended(overlapping, Some.Time.AddDays(3), LastSeq: 2_560, RunOutcome.Completed),
            new RunChange.Accepted(young, Some.Request, Some.Time.AddDays(3), FirstSeq: 2_561));
        var limit = new RetentionLimit(Some.Time.AddDays(2), MaxEvents: null, KeysBefore: Some.Time.AddDays(2));
        if (await DeletesNothingAsync(store, limit))
            return;

        Assert.Equal(2_499, await DeleteAllAsync(store, limit));
        Assert.Equal(2_500, await store.GetOldestSeqAsync(Session, Test.Token));
        Assert.Null((await store.ReadAsync(Session, after: 0, upTo: 10, maxBytes: 100, Test.Token)).Events);

        Assert.Equal(0, await DeleteAllAsync(store, limit with { MaxEvents = 1_000 }));
        Assert.Equal(50, await DeleteAllAsync(store, limit with { MaxEvents = 51 }));
        Assert.Equal(11, await DeleteAllAsync(store, limit with { MaxEvents = 5 }));
        Assert.Equal(2_561, await store.GetOldestSeqAsync(Session, Test.Token));
        Assert.False(await store.HasRunAsync(Session, old, Test.Token));
        Assert.True(await store.HasRunAsync(Session, young, Test.Token));
        Assert.Equal(2_600, (await store.OpenAsync(Session, Test.Token)).LastSeq);
    }

    [Fact]
    public async Task DeleteExpired_WhenAKeyIsStillRemembered_KeepsTheRunWithoutItsEvents()
    {
        var store = CreateStore();
        await WriteAsync(
            store,
            Session,
            events: 2,
            new RunChange.Accepted(Some.Run, Some.Request, Some.Time, FirstSeq: 1, "key"),
            new RunChange.Ended(Some.Run, Some.Time, LastSeq: 2, RunOutcome.Completed));
        var limit = new RetentionLimit(Some.Time.AddHours(1), MaxEvents: null, KeysBefore: Some.Time.AddHours(-1));
        if (await DeletesNothingAsync(store, limit))
            return;

        Assert.Equal(2, await DeleteAllAsync(store, limit));
        Assert.Null(await store.GetOldestSeqAsync(Session, Test.Token));
        Assert.NotNull(await store.FindRunAsync(Session, "key", Some.Time, Test.Token));

        Assert.Equal(0, await DeleteAllAsync(store, limit with { KeysBefore = Some.Time.AddHours(1) }));
        Assert.Null(await store.FindRunAsync(Session, "key", Some.Time, Test.Token));
    }

    [Fact]
    public async Task Delete_WhenWritten_LeavesNothingButTheNameWithAnotherEpoch()
    {
        var store = CreateStore();
        var owner = await WriteAsync(
            store,
            Session,
            events: 3,
            new RunChange.Accepted(Some.Run, Some.Request, Some.Time, FirstSeq: 1, "key"),
            new RunChange.Noted(Some.Run, 1, "note"));
        var next = Epoch.New();
        await store.DeleteAsync(Session, owner.Term, next, Test.Token);

        Assert.Null((await store.ReadAsync(Session, after: 0, upTo: 3, maxBytes: 100, Test.Token)).Events);
        Assert.Null(await store.GetOldestSeqAsync(Session, Test.Token));
        Assert.False(await store.HasRunAsync(Session, Some.Run, Test.Token));
        Assert.Null(await store.FindRunAsync(Session, "key", Some.Time.AddHours(-1), Test.Token));
        Assert.Empty(await store.ReadNotesAsync(Session, Some.Run, Test.Token));
        Assert.Empty(await store.GetUnfinishedSessionsAsync(Test.Token));

        var again = await store.OpenAsync(Session, Test.Token);
        Assert.Equal((next, 0L), (again.Epoch, again.LastSeq));
        Assert.Empty(again.UnfinishedRuns);
        Assert.True(again.Term > owner.Term);
        await AppendAsync(store, Session, again, Batch(1, 2), Accepted(Some.Run));
        Assert.Equal(["e1", "e2"], await ReadAllAsync(store, Session, after: 0, upTo: 2, maxBytes: 100));
        Assert.Equal((next, 2L), ((await store.OpenAsync(Session, Test.Token)).Epoch, 2));
    }

    [Fact]
    public async Task Delete_WhenTheSessionHasANewerOwner_IsRefused()
    {
        var store = CreateStore();
        var old = await WriteAsync(store, Session, events: 2, Accepted(Some.Run));
        await store.OpenAsync(Session, Test.Token);

        await Assert.ThrowsAsync<StaleOwnerException>(async () => await store.DeleteAsync(Session, old.Term, Epoch.New(), Test.Token));
        Assert.Equal(["e1", "e2"], await ReadAllAsync(store, Session, after: 0, upTo: 2, maxBytes: 100));
        Assert.True(await store.HasRunAsync(Session, Some.Run, Test.Token));
    }

    [Fact]
    public async Task Delete_WhenAskedAgain_HasDoneIt()
    {
        var store = CreateStore();
        var owner = await WriteAsync(store, Session, events: 2);
        var next = Epoch.New();
        await store.DeleteAsync(Session, owner.Term, next, Test.Token);
        await store.DeleteAsync(Session, owner.Term, next, Test.Token);

        // What is in memory only takes it for a session that it forgot, and its owner is gone anyway.
        if (store.IsDurable)
            await Assert.ThrowsAnyAsync<Exception>(async () => await AppendAsync(store, Session, owner, Batch(3, 1)));
        Assert.Equal(next, (await store.OpenAsync(Session, Test.Token)).Epoch);
    }

    [Fact]
    public async Task Purge_WhenALongSessionWasDeleted_RemovesALittleAtATimeAndNothingElse()
    {
        var store = CreateStore();
        var other = Some.Key("other");
        await WriteAsync(store, other, events: 3, Accepted(Some.Run));
        SessionOwnership owner = null!;
        for (var part = 0; part < 3; part++)
            owner = await WriteAsync(store, Session, events: 8_000);
        await store.DeleteAsync(Session, owner.Term, Epoch.New(), Test.Token);
        await WriteAsync(store, Session, events: 1);

        var removed = new List<long>();
        while (await store.PurgeAsync(Test.Token) is > 0 and var some)
            removed.Add(some);

        if (store.IsDurable)
        {
            Assert.True(removed.Sum() >= 24_000);
            Assert.True(removed.Count > 1);
        }

        Assert.Equal(["e1"], await ReadAllAsync(store, Session, after: 0, upTo: 1, maxBytes: 100));
        Assert.Equal(["e1", "e2", "e3"], await ReadAllAsync(store, other, after: 0, upTo: 3, maxBytes: 100));
        Assert.True(await store.HasRunAsync(other, Some.Run, Test.Token));
    }

    /// <summary>What does not outlive the process is bounded by its own limits, and must not delete by age.</summary>
    private static async Task<bool> DeletesNothingAsync(ISessionStore store, RetentionLimit limit)
    {
        if (store.IsDurable)
            return false;
        Assert.Equal(0, await store.DeleteExpiredAsync(limit, Test.Token));
        Assert.Equal(1, await store.GetOldestSeqAsync(Session, Test.Token));
        return true;
    }

    private protected static async Task<long> DeleteAllAsync(ISessionStore store, RetentionLimit limit)
    {
        var all = 0L;
        while (await store.DeleteExpiredAsync(limit, Test.Token) is > 0 and var some)
            all += some;
        return all;
    }

    private protected static EventBatch Batch(long first, int count, int bytesEach = 0)
    {
        var bytes = new List<byte>();
        var ends = new List<int>();
        for (var seq = first; seq < first + count; seq++)
        {
            bytes.AddRange(Encoding.ASCII.GetBytes($"e{seq}".PadRight(bytesEach)));
            ends.Add(bytes.Count);
        }

        return new EventBatch(first, bytes.ToArray(), [.. ends]);
    }

    private protected static RunChange Accepted(RunId run) => new RunChange.Accepted(run, Some.Request, Some.Time, FirstSeq: 1);

    private protected static async Task AppendAsync(
        ISessionStore store, SessionKey session, SessionOwnership owner, EventBatch? events, params RunChange[] runs) =>
        await store.AppendAsync(session, owner.Term, new SessionAppend(owner.Epoch, events, runs), CancellationToken.None);

    private protected static async Task<SessionOwnership> WriteAsync(
        ISessionStore store, SessionKey session, int events, params RunChange[] runs)
    {
        var owner = await store.OpenAsync(session, CancellationToken.None);
        await AppendAsync(store, session, owner, Batch(owner.LastSeq + 1, events), runs);
        return owner;
    }

    private protected static async Task<List<string>> ReadAllAsync(
        ISessionStore store, SessionKey session, long after, long upTo, int maxBytes)
    {
        var events = new List<string>();
        while (after < upTo)
        {
            var page = (await store.ReadAsync(session, after, upTo, maxBytes, CancellationToken.None)).Events;
            Assert.NotNull(page);
            Assert.True(page.Count == 1 || page.Size <= maxBytes);
            Assert.Equal(after + 1, page.FirstSeq);
            while (after < page.LastSeq)
                events.Add(Encoding.ASCII.GetString(page.Frame(++after).Span).TrimEnd());
            Assert.InRange(after, 1, upTo);
        }

        return events;
    }
}

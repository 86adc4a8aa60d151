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
        await AppendAsync(store, Session, owner, Batch(2, 1), new RunChange.Ended(Some.Run, Some.Time, LastSeq: 2));

        Assert.Equal(["e1", "e2"], await ReadAllAsync(store, Session, after: 0, upTo: 2, maxBytes: 100));
    }

    [Fact]
    public async Task HasRun_WhenItHasEnded_StillKnowsIt()
    {
        var store = CreateStore();
        await WriteAsync(store, Session, events: 2, Accepted(Some.Run), new RunChange.Ended(Some.Run, Some.Time, LastSeq: 2));

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
    public async Task Read_WhateverThePages_GivesEveryEventOnceAndInOrder() =>
        await Gen.Select(Gen.Int[1, 4].Array[1, 30], Gen.Int[0, 200], Gen.Int[1, 40], Gen.Int[0, 200]).SampleAsync(
            async (batches, skipped, maxBytes, end) =>
            {
                var store = CreateStore();
                var owner = await store.OpenAsync(Session, CancellationToken.None);
                var last = 0;
                foreach (var count in batches)
                {
                    await AppendAsync(store, Session, owner, Batch(last + 1, count));
                    last += count;
                }

                var upTo = end % last + 1;
                var after = skipped % upTo;
                Assert.Equal(
                    Enumerable.Range(after + 1, upTo - after).Select(seq => $"e{seq}"),
                    await ReadAllAsync(store, Session, after, upTo, maxBytes));
            },
            iter: 300);

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

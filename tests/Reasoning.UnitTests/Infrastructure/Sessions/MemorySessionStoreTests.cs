using Microsoft.Extensions.Options;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;
using Reasoning.Infrastructure.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

/// <summary>The promise of every store, and the bounds that this one has of its own.</summary>
public sealed class MemorySessionStoreTests : SessionStoreContract
{
    private static readonly SessionKey A = Some.Key("a");
    private static readonly SessionKey B = Some.Key("b");
    private static readonly SessionKey C = Some.Key("c");

    [Fact]
    public async Task Append_WhenASessionIsFull_DropsItsOldestEvents()
    {
        var store = Create(new MemoryStoreOptions { MaxSessionBytes = 64 * 1024 });
        await FillAsync(store, A, batches: 500, bytesEach: 300);

        var oldest = await store.GetOldestSeqAsync(A, Test.Token) ?? 0;
        Assert.InRange((500 - oldest + 1) * 300, 16 * 1024, 64 * 1024);
        Assert.Null((await store.ReadAsync(A, oldest - 2, upTo: 500, maxBytes: 10_000, Test.Token)).Events);
        Assert.Equal(
            Enumerable.Range((int)oldest, 500 - (int)oldest + 1).Select(seq => $"e{seq}"),
            await ReadAllAsync(store, A, oldest - 1, upTo: 500, maxBytes: 1000));
        Assert.Equal(500, (await store.OpenAsync(A, Test.Token)).LastSeq);
    }

    [Fact]
    public async Task Append_WhenOneEventIsLargerThanASessionMayBe_KeepsThatEvent()
    {
        var store = Create(new MemoryStoreOptions { MaxSessionBytes = 1024 });
        await FillAsync(store, A, batches: 2, bytesEach: 2000);

        Assert.Equal(2, await store.GetOldestSeqAsync(A, Test.Token));
    }

    [Fact]
    public async Task Append_WhenTheStoreIsFull_ForgetsTheEventsOfTheQuietestSession()
    {
        var store = Create(new MemoryStoreOptions { MaxBytes = 2048, MaxSessionBytes = 1024 });
        await FillAsync(store, A, batches: 1, bytesEach: 1000);
        await FillAsync(store, B, batches: 1, bytesEach: 1000);
        var epoch = (await store.OpenAsync(A, Test.Token)).Epoch;
        await FillAsync(store, C, batches: 1, bytesEach: 1000);

        Assert.Null(await store.GetOldestSeqAsync(A, Test.Token));
        Assert.Equal(1, await store.GetOldestSeqAsync(C, Test.Token));
        var again = await store.OpenAsync(A, Test.Token);
        Assert.Equal((epoch, 1L), (again.Epoch, again.LastSeq));
        Assert.Null((await store.ReadAsync(A, after: 0, upTo: 1, maxBytes: 100, Test.Token)).Events);
    }

    [Fact]
    public async Task Append_WhenTheStoreIsFull_LeavesTheNewestOfEachSessionWhereItCan()
    {
        var store = Create(new MemoryStoreOptions { MaxBytes = 256 * 1024 });
        foreach (var session in new[] { A, B, C })
            await FillAsync(store, session, batches: 200, bytesEach: 750);

        foreach (var session in new[] { A, B, C })
            Assert.InRange(await store.GetOldestSeqAsync(session, Test.Token) ?? 0, session == C ? 1 : 2, 200);
    }

    [Fact]
    public async Task Append_WhenItForgetsASession_GivesUnknownSessionsANewEpoch()
    {
        var store = Create(new MemoryStoreOptions { MaxSessions = 2 });
        var a = await WriteAsync(store, A, events: 1, Accepted(Some.Run));
        var b = await WriteAsync(store, B, events: 1);
        await WriteAsync(store, C, events: 1);

        var again = await store.OpenAsync(A, Test.Token);
        Assert.NotEqual(a.Epoch, again.Epoch);
        Assert.Equal(0, again.LastSeq);
        Assert.False(await store.HasRunAsync(A, Some.Run, Test.Token));
        Assert.Equal(b.Epoch, (await store.OpenAsync(B, Test.Token)).Epoch);
    }

    [Fact]
    public async Task Append_WhenTheSessionWasForgottenUnderItsOwner_GoesOnInTheSameLog()
    {
        var store = Create(new MemoryStoreOptions { MaxSessions = 1 });
        var a = await WriteAsync(store, A, events: 3);
        await WriteAsync(store, B, events: 1);
        await AppendAsync(store, A, a, Batch(4, 1));

        var again = await store.OpenAsync(A, Test.Token);
        Assert.Equal((a.Epoch, 4L), (again.Epoch, again.LastSeq));
        Assert.Equal(4, await store.GetOldestSeqAsync(A, Test.Token));
    }

    [Fact]
    public async Task Append_WhenOnlyARunOfAForgottenSessionChanges_StillGoesOnInTheSameLog()
    {
        var store = Create(new MemoryStoreOptions { MaxSessions = 1 });
        var a = await WriteAsync(store, A, events: 3, Accepted(Some.Run));
        await WriteAsync(store, B, events: 1);
        await AppendAsync(store, A, a, events: null, new RunChange.InterruptRequested(Some.Run));
        await AppendAsync(store, A, a, Batch(4, 1), new RunChange.Ended(Some.Run, Some.Time, LastSeq: 2, RunOutcome.Completed));

        Assert.Equal(4, (await store.OpenAsync(A, Test.Token)).LastSeq);
    }

    [Fact]
    public async Task Append_WhenManyRunsHaveEnded_RemembersTheLastOfThem()
    {
        var store = Create(new MemoryStoreOptions { MaxRunsPerSession = 2 });
        RunId[] runs = [Some.NewRun(), Some.NewRun(), Some.NewRun(), Some.NewRun()];
        var owner = await WriteAsync(store, A, events: 4, [.. runs.Select(Accepted)]);
        foreach (var run in runs[..3])
            await AppendAsync(store, A, owner, Batch(5 + Array.IndexOf(runs, run), 1), new RunChange.Ended(run, Some.Time, LastSeq: 2, RunOutcome.Completed));

        var known = new List<bool>();
        foreach (var run in runs)
            known.Add(await store.HasRunAsync(A, run, Test.Token));
        Assert.Equal([false, true, true, true], known);
    }

    private protected override ISessionStore CreateStore() => Create(new MemoryStoreOptions());

    private static MemorySessionStore Create(MemoryStoreOptions options) => new(Options.Create(options), TimeProvider.System);

    private static async Task FillAsync(ISessionStore store, SessionKey session, int batches, int bytesEach)
    {
        var owner = await store.OpenAsync(session, Test.Token);
        for (var seq = 1; seq <= batches; seq++)
            await AppendAsync(store, session, owner, Batch(seq, 1, bytesEach));
    }
}

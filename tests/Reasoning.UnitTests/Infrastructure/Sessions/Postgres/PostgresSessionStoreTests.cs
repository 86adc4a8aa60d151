using System.Text;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;
using Reasoning.Infrastructure.Sessions.Postgres;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Sessions.Postgres;

/// <summary>The promise of every store, and what only a server that several nodes use can get wrong.</summary>
public sealed class PostgresSessionStoreTests(TestDatabase database) : SessionStoreContract, IClassFixture<TestDatabase>, IAsyncLifetime
{
    // An odd text: the character that PostgreSQL's own text cannot hold, and one beyond the first plane.
    private const string Odd = "a\0b 👩‍🔬 ç";

    private static readonly SessionKey A = Some.Key("a");
    private static readonly SessionKey B = Some.Key("b");

    private PostgresSessionStore _store = null!;
    private int _stores;

    public async ValueTask InitializeAsync() => _store = await database.CreateStoreAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Append_WhenTheSameComesAgain_StoresItOnce()
    {
        var owner = await WriteAsync(_store, A, events: 2, Keyed(Some.Run, "k", firstSeq: 1));
        RunChange[] changes = [new RunChange.Noted(Some.Run, 1, "first"), new RunChange.Noted(Some.Run, 2, "second")];
        for (var time = 0; time < 2; time++)
            await AppendAsync(_store, A, owner, Batch(3, 2), changes);
        for (var time = 0; time < 2; time++)
            await AppendAsync(_store, A, owner, events: null, new RunChange.InterruptRequested(Some.Run));

        Assert.Equal(["e1", "e2", "e3", "e4"], await ReadAllAsync(_store, A, after: 0, upTo: 4, maxBytes: 1000));
        Assert.Equal(["first", "second"], await _store.ReadNotesAsync(A, Some.Run, Test.Token));
    }

    [Fact]
    public async Task Append_WhenTheFirstComesAgain_StoresItOnce()
    {
        var owner = await WriteAsync(_store, A, events: 2, Accepted(Some.Run));
        await AppendAsync(_store, A, owner, Batch(1, 2), Accepted(Some.Run));

        Assert.Equal(2L, await database.ExecuteAsync("select count(*) from events"));
        Assert.Single((await _store.OpenAsync(A, Test.Token)).UnfinishedRuns);
    }

    [Fact]
    public async Task Append_WhenAnotherNodeHasOpenedTheSession_IsRefused()
    {
        var other = database.CreateAnotherStore();
        var first = await WriteAsync(_store, A, events: 1);
        var second = await other.OpenAsync(A, Test.Token);

        await Assert.ThrowsAsync<StaleOwnerException>(() => AppendAsync(_store, A, first, Batch(2, 1), Accepted(Some.Run)));
        await Assert.ThrowsAsync<StaleOwnerException>(() => AppendAsync(_store, A, first, events: null, Accepted(Some.Run)));
        await AppendAsync(other, A, second, Batch(2, 1));
        await Assert.ThrowsAsync<StaleOwnerException>(() => AppendAsync(_store, A, first, Batch(2, 1)));
        Assert.False(await _store.HasRunAsync(A, Some.Run, Test.Token));
    }

    [Fact]
    public async Task Append_WhenTwoNodesHaveOpenedAnUnwrittenSession_LetsOnlyOneWriteIt()
    {
        var other = database.CreateAnotherStore();
        var first = await _store.OpenAsync(A, Test.Token);
        var second = await other.OpenAsync(A, Test.Token);
        await AppendAsync(other, A, second, Batch(1, 1));

        await Assert.ThrowsAsync<StaleOwnerException>(() => AppendAsync(_store, A, first, Batch(1, 1), Accepted(Some.Run)));
        Assert.False(await _store.HasRunAsync(A, Some.Run, Test.Token));
    }

    [Fact]
    public async Task Open_WhenManyNodesDoAtOnce_GivesEachAnotherTermAndOnlyTheHighestAppends()
    {
        await WriteAsync(_store, A, events: 1);
        var other = database.CreateAnotherStore();
        var owners = await Task.WhenAll(Enumerable.Range(0, 40).Select(async number =>
            await (number % 2 == 0 ? _store : other).OpenAsync(A, Test.Token)));
        var highest = owners.MaxBy(owner => owner.Term)!;

        Assert.Equal(40, owners.Select(owner => owner.Term).Distinct().Count());
        foreach (var owner in owners.Where(owner => owner != highest))
            await Assert.ThrowsAsync<StaleOwnerException>(() => AppendAsync(_store, A, owner, Batch(2, 1)));
        await AppendAsync(_store, A, highest, Batch(2, 1));
    }

    [Fact]
    public async Task Append_WhenManySessionsDoAtOnce_StoresEachInOrderAndRefusesOnlyTheStale()
    {
        var stale = await WriteAsync(_store, B, events: 1);
        await _store.OpenAsync(B, Test.Token);
        var sessions = Enumerable.Range(0, 60).Select(number => Some.Key($"many-{number}")).ToList();
        var refused = Enumerable.Range(0, 20).Select(_ => Assert.ThrowsAsync<StaleOwnerException>(() => AppendAsync(_store, B, stale, Batch(2, 1))));
        await Task.WhenAll([.. sessions.Select(FillAsync), .. refused]).InTime();

        foreach (var session in sessions)
            Assert.Equal(Enumerable.Range(1, 30).Select(seq => $"e{seq}"), await ReadAllAsync(_store, session, after: 0, upTo: 30, maxBytes: 4000));

        async Task FillAsync(SessionKey session)
        {
            var owner = await _store.OpenAsync(session, Test.Token);
            for (var first = 1; first <= 30; first += 3)
                await AppendAsync(_store, session, owner, Batch(first, 3));
        }
    }

    [Fact]
    public async Task Store_WhenTextsHoldAnyCharacter_GivesThemBackAsTheyWere()
    {
        var run = Some.NewRun();
        var request = new RunRequest("researcher", Odd, EnableReasoning: false);
        var accepted = new RunChange.Accepted(run, request, Some.Time, FirstSeq: 1, IdempotencyKey: Odd);
        var owner = await _store.OpenAsync(A, Test.Token);
        var frame = Encoding.UTF8.GetBytes(Odd);
        await AppendAsync(_store, A, owner, new EventBatch(1, frame, [frame.Length]), accepted, new RunChange.Noted(run, 1, Odd));

        var unfinished = Assert.Single((await _store.OpenAsync(A, Test.Token)).UnfinishedRuns);
        Assert.Equal(new UnfinishedRun(run, request, Odd, Some.Time, FirstSeq: 1, Notes: 1, InterruptRequested: false, TakeUp: null), unfinished);
        Assert.Equal(new KeyedRun(run, request), await _store.FindRunAsync(A, Odd, Some.Time, Test.Token));
        Assert.Equal([Odd], await _store.ReadNotesAsync(A, run, Test.Token));
        Assert.Equal(frame, (await _store.ReadAsync(A, after: 0, upTo: 1, maxBytes: 1, Test.Token)).Events!.Frame(1).ToArray());
    }

    [Fact]
    public async Task Open_WhenRunsAreUnfinished_KnowsHowFarTheyCame()
    {
        var ended = Some.NewRun();
        var takeUp = new TakeUp(Attempt: 2, Progress: 7, Idle: 1);
        var owner = await WriteAsync(_store, A, events: 2, Keyed(ended, "k", firstSeq: 1), Keyed(Some.Run, "k", firstSeq: 2));
        await AppendAsync(_store, A, owner, events: null, new RunChange.TakenUp(Some.Run, takeUp), new RunChange.InterruptRequested(Some.Run));
        await AppendAsync(_store, A, owner, Batch(3, 1), new RunChange.Noted(ended, 1, "gone"), new RunChange.Ended(ended, Some.Time, LastSeq: 3, RunOutcome.Completed));

        var unfinished = Assert.Single((await _store.OpenAsync(A, Test.Token)).UnfinishedRuns);
        Assert.Equal((Some.Run, takeUp, true), (unfinished.Run, unfinished.TakeUp, unfinished.InterruptRequested));
        Assert.Equal([A], await _store.GetUnfinishedSessionsAsync(Test.Token));
        Assert.Empty(await _store.ReadNotesAsync(A, ended, Test.Token));
        Assert.Equal(Some.Run, (await _store.FindRunAsync(A, "k", Some.Time, Test.Token))?.Run);
        Assert.Null(await _store.FindRunAsync(A, "k", Some.Time.AddSeconds(1), Test.Token));
    }

    [Theory]
    [InlineData(1_000, 3)]
    [InlineData(300, 1)]
    [InlineData(1, 1)]
    public async Task Read_WhenThereIsMoreThanAPage_FillsThePage(int maxBytes, int expected)
    {
        var owner = await _store.OpenAsync(A, Test.Token);
        await AppendAsync(_store, A, owner, Batch(1, 50, bytesEach: 300));

        var page = (await _store.ReadAsync(A, after: 10, upTo: 50, maxBytes, Test.Token)).Events;
        Assert.Equal((11L, expected), (page?.FirstSeq, page?.Count));
    }

    [Fact]
    public async Task DeleteExpired_WhenRunsHaveEndedLongAgo_DeletesUpToTheFirstThatStays()
    {
        RunId[] runs = [Some.NewRun(), Some.NewRun(), Some.NewRun()];
        var owner = await WriteAsync(_store, A, events: 10, Keyed(runs[0], "k", 1), Accepted(runs[1], 3), Accepted(runs[2], 7));
        await AppendAsync(_store, A, owner, Batch(11, 1), Ended(runs[0], 4), Ended(runs[1], 6), Ended(runs[2], 11, days: 2));

        var limit = new RetentionLimit(Some.Time.AddDays(1), MaxEvents: null, KeysBefore: Some.Time);
        Assert.Equal(6, await DeleteAllAsync(limit));
        Assert.Equal(7, await _store.GetOldestSeqAsync(A, Test.Token));
        Assert.Null((await _store.ReadAsync(A, after: 5, upTo: 11, maxBytes: 1000, Test.Token)).Events);
        Assert.Equal((true, false, true), (await HasAsync(runs[0]), await HasAsync(runs[1]), await HasAsync(runs[2])));

        Assert.Equal(5, await DeleteAllAsync(new RetentionLimit(Some.Time.AddDays(3), MaxEvents: null, KeysBefore: Some.Time.AddDays(3))));
        Assert.Null(await _store.GetOldestSeqAsync(A, Test.Token));
        Assert.False(await HasAsync(runs[0]));
        Assert.Equal((owner.Epoch, 11L), await PlaceAsync(A));
    }

    [Fact]
    public async Task DeleteExpired_WhenARunIsUnfinished_StopsBeforeIt()
    {
        var ended = Some.NewRun();
        var owner = await WriteAsync(_store, A, events: 10, Accepted(ended, 1), Accepted(Some.Run, 4));
        await AppendAsync(_store, A, owner, Batch(11, 1), Ended(ended, 11));

        Assert.Equal(3, await DeleteAllAsync(new RetentionLimit(Some.Time.AddDays(9), MaxEvents: 2, KeysBefore: Some.Time)));
        Assert.Equal(4, await _store.GetOldestSeqAsync(A, Test.Token));
    }

    [Fact]
    public async Task DeleteExpired_WhenALogIsTooLong_KeepsItsNewestAndOtherLogs()
    {
        var owner = await WriteAsync(_store, A, events: 10, Accepted(Some.Run, 1));
        await AppendAsync(_store, A, owner, Batch(11, 1), Ended(Some.Run, 11));
        await WriteAsync(_store, B, events: 3, Accepted(Some.Run, 1));

        Assert.Equal(7, await DeleteAllAsync(new RetentionLimit(Some.Time, MaxEvents: 4, KeysBefore: Some.Time)));
        Assert.Equal((8L, 1L), (await _store.GetOldestSeqAsync(A, Test.Token), await _store.GetOldestSeqAsync(B, Test.Token)));
        Assert.True(await HasAsync(Some.Run));
    }

    private protected override ISessionStore CreateStore() =>
        Interlocked.Increment(ref _stores) is > 1 and var number ? new TenantOfStore(_store, $"{number}.") : _store;

    private static RunChange Keyed(RunId run, string key, long firstSeq) => new RunChange.Accepted(run, Some.Request, Some.Time, firstSeq, key);

    private static RunChange Accepted(RunId run, long firstSeq) => new RunChange.Accepted(run, Some.Request, Some.Time, firstSeq);

    private static RunChange Ended(RunId run, long lastSeq, int days = 0) => new RunChange.Ended(run, Some.Time.AddDays(days), lastSeq, RunOutcome.Completed);

    private async Task<bool> HasAsync(RunId run) => await _store.HasRunAsync(A, run, Test.Token);

    private async Task<(Epoch Epoch, long LastSeq)> PlaceAsync(SessionKey session)
    {
        var owner = await _store.OpenAsync(session, Test.Token);
        return (owner.Epoch, owner.LastSeq);
    }

    private async Task<long> DeleteAllAsync(RetentionLimit limit)
    {
        var all = 0L;
        while (await _store.DeleteExpiredAsync(limit, Test.Token) is > 0 and var deleted)
            all += deleted;
        return all;
    }
}

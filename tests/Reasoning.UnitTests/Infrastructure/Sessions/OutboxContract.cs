using Reasoning.Application.Sessions;
using Reasoning.Application.Webhooks;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

/// <summary>What every outbox promises.</summary>
public abstract class OutboxContract
{
    private static readonly DateTimeOffset Later = Some.Time.AddMinutes(1);

    private ISessionStore _store = null!;
    private IOutbox _outbox = null!;
    private SessionOwnership _owner = null!;
    private long _lastSeq;

    [Fact]
    public async Task Take_WhenARunHasEnded_HasADeliveryForEachWhoIsTold()
    {
        await BeginAsync();
        await EndAsync(Some.Run, "a", "b");

        Assert.Empty(await TakeAsync("a", Some.Time.AddMilliseconds(-1)));
        Assert.Empty(await TakeAsync("c", Some.Time));
        foreach (var target in new[] { "a", "b" })
        {
            var delivery = Assert.Single(await TakeAsync(target, Some.Time));
            Assert.Equal((Some.Session, Some.Run, 1L, Some.Time, 1), (delivery.Session, delivery.Run, delivery.Seq, delivery.EndedAt, delivery.Attempts));
        }
    }

    [Fact]
    public async Task Take_WhenNobodyIsTold_HasNothing()
    {
        await BeginAsync();
        await EndAsync(Some.Run);
        Assert.Empty(await TakeAsync("a", Later));
    }

    [Fact]
    public async Task Take_WhenItWasTakenOrPostponed_HasItAgainWhenThatIsOver()
    {
        await BeginAsync();
        await EndAsync(Some.Run, "a");

        var first = Assert.Single(await TakeAsync("a", Some.Time, until: Later));
        Assert.Empty(await TakeAsync("a", Later.AddMilliseconds(-1)));
        Assert.Equal((first.Id, 2), Id(Assert.Single(await TakeAsync("a", Later, until: Later))));
        await _outbox.PostponeAsync(first.Id, Later.AddMinutes(1), Test.Token);
        Assert.Empty(await TakeAsync("a", Later));
        Assert.Equal((first.Id, 3), Id(Assert.Single(await TakeAsync("a", Later.AddMinutes(1), until: Later))));
        await _outbox.RemoveAsync(first.Id, Test.Token);
        Assert.Empty(await TakeAsync("a", Later.AddDays(1)));

        // By somebody who was too slow.
        await _outbox.PostponeAsync(first.Id, Later, Test.Token);
        await _outbox.RemoveAsync(first.Id, Test.Token);
        Assert.Empty(await TakeAsync("a", Later.AddDays(1)));
    }

    [Fact]
    public async Task Take_WhenManyAreDue_HasThoseThatHaveWaitedLongest()
    {
        await BeginAsync();
        for (var count = 0; count < 5; count++)
            await EndAsync(Some.NewRun(), "a");
        var all = await TakeAsync("a", Some.Time, until: Later, limit: 5);
        await _outbox.PostponeAsync(all[3].Id, Later.AddSeconds(-2), Test.Token);
        await _outbox.PostponeAsync(all[1].Id, Later.AddSeconds(-1), Test.Token);

        var taken = await TakeAsync("a", Later, until: Later.AddDays(1), limit: 2);
        Assert.Equal(new[] { all[3].Id, all[1].Id }.Order(), taken.Select(delivery => delivery.Id).Order());
        Assert.Equal(3, (await TakeAsync("a", Later)).Count);
    }

    [Fact]
    public async Task Append_WhenTheEndComesAgain_TellsItOnce()
    {
        await BeginAsync();
        await EndAsync(Some.Run, "a");
        _lastSeq--;
        await EndAsync(Some.Run, "a");
        Assert.Single(await TakeAsync("a", Later));
    }

    [Fact]
    public async Task Delete_WhenSomethingWasToBeTold_ForgetsIt()
    {
        await BeginAsync();
        await EndAsync(Some.Run, "a");
        await _store.DeleteAsync(Some.Session, _owner.Term, Epoch.New(), Test.Token);
        Assert.Empty(await TakeAsync("a", Later));
        while (await _store.PurgeAsync(Test.Token) > 0)
        {
        }

        Assert.Empty(await TakeAsync("a", Later));
    }

    /// <summary>A new and empty store.</summary>
    private protected abstract (ISessionStore Store, IOutbox Outbox) CreateStore();

    private static (long Id, int Attempts) Id(Delivery delivery) => (delivery.Id, delivery.Attempts);

    private async Task BeginAsync()
    {
        (_store, _outbox) = CreateStore();
        _owner = await _store.OpenAsync(Some.Session, Test.Token);
    }

    private async Task<IReadOnlyList<Delivery>> TakeAsync(
        string target, DateTimeOffset now, DateTimeOffset? until = null, int limit = 10) =>
        await _outbox.TakeAsync(target, now, until ?? now.AddMinutes(1), limit, Test.Token);

    private async Task EndAsync(RunId run, params string[] tell)
    {
        var seq = ++_lastSeq;
        RunChange[] changes =
        [
            new RunChange.Accepted(run, Some.Request, Some.Time, seq),
            new RunChange.Ended(run, Some.Time, seq, RunOutcome.Completed) { Tell = tell },
        ];
        await _store.AppendAsync(
            Some.Session, _owner.Term, new SessionAppend(_owner.Epoch, new EventBatch(seq, new byte[] { 1 }, [1]), changes), Test.Token);
    }
}

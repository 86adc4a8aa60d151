using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Reasoning.Application.Sessions;
using Reasoning.Infrastructure.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

public sealed class RetentionSweepTests
{
    [Fact]
    public async Task Sweep_WhenAnHourHasPassed_DeletesUntilNothingIsLeft()
    {
        var time = new FakeTimeProvider(Some.Time);
        var limits = new ConcurrentQueue<RetentionLimit>();
        var store = new Mock<ISessionStore>();
        store
            .Setup(known => known.DeleteExpiredAsync(It.IsAny<RetentionLimit>(), It.IsAny<CancellationToken>()))
            .Returns((RetentionLimit limit, CancellationToken _) =>
            {
                limits.Enqueue(limit);

                // The first sweep fails in its midst; the next one goes on.
                return limits.Count switch
                {
                    1 => ValueTask.FromResult(1000L),
                    2 => ValueTask.FromException<long>(new StoreUnavailableException("Away.")),
                    3 => ValueTask.FromResult(3L),
                    _ => ValueTask.FromResult(0L),
                };
            });
        var purges = 0;
        store
            .Setup(known => known.PurgeAsync(It.IsAny<CancellationToken>()))
            .Returns(() => ValueTask.FromResult(Interlocked.Increment(ref purges) <= 2 ? 1000L : 0L));
        var options = Options.Create(new RetentionOptions { Age = TimeSpan.FromDays(7), MaxEvents = 5 });
        using var sweep = new RetentionSweep(store.Object, options, time, NullLogger<RetentionSweep>.Instance);

        // It begins on the pool: each advance reaches it at the latest when it has set its timer.
        await sweep.StartAsync(Test.Token);
        await Test.UntilAsync(() => Advance(limits, count: 2));
        await Test.UntilAsync(() => Advance(limits, count: 4));
        await sweep.StopAsync(Test.Token);

        // Three times in the first sweep, until nothing of deleted sessions is left, and once in the next.
        Assert.InRange(purges, 4, int.MaxValue);
        var first = limits.First();
        var now = first.KeysBefore.AddHours(24);
        Assert.Equal(new RetentionLimit(now.AddDays(-7), 5, now.AddHours(-24)), first);
        Assert.True(now >= Some.Time.AddHours(1));
        return;

        bool Advance(ConcurrentQueue<RetentionLimit> asked, int count)
        {
            if (asked.Count < count)
                time.Advance(TimeSpan.FromHours(1));
            return asked.Count >= count;
        }
    }
}

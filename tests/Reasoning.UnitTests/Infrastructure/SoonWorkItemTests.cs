using Reasoning.Infrastructure;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure;

public sealed class SoonWorkItemTests
{
    [Fact]
    public async Task Queue_WhenItsThreadIsNotFreeAndTheLineIsNeverEmpty_IsDoneByAnother()
    {
        var line = new EndlessLine();
        using var done = new ManualResetEventSlim();
        var item = new SoonWorkItem(done.Set);
        var held = Task.Run(
            () =>
            {
                item.Queue();
                return done.Wait(TimeSpan.FromSeconds(5), Test.Token);
            }, Test.Token);

        var isDone = await held;
        line.End();
        Assert.True(isDone, "The thread that asks is held until the work is done.");
    }

    [Fact]
    public async Task Queue_WhereverItIsAskedFor_IsDoneOnceEachTime()
    {
        const int Rounds = 20_000;
        var count = 0;
        var finished = new TaskCompletionSource();
        SoonWorkItem item = null!;
        item = new SoonWorkItem(() =>
        {
            if (++count < Rounds)
                item.Queue();
            else
                finished.SetResult();
        });
        item.Queue();
        await finished.Task.InTime();

        // What is left of it in the queues does nothing.
        var behind = new TaskCompletionSource();
        ThreadPool.UnsafeQueueUserWorkItem(_ => behind.SetResult(), null);
        await behind.Task.InTime();
        Assert.Equal(Rounds, count);
    }

    [Fact]
    public async Task QueueTogether_WhenManyAreAskedFor_EachIsDoneOnceAndTheFirstWhileMoreAreAskedFor()
    {
        const int Items = 100;
        var counts = new int[Items];
        using var left = new CountdownEvent(Items);
        using var first = new ManualResetEventSlim();
        var items = Enumerable.Range(0, Items).Select(number => new SoonWorkItem(() =>
        {
            Interlocked.Increment(ref counts[number]);
            first.Set();
            left.Signal();
        })).ToList();

        await Task.Run(
            () => SoonWorkItem.QueueTogether(() =>
            {
                items[..50].ForEach(item => item.Queue());
                Assert.True(first.Wait(TimeSpan.FromSeconds(5), Test.Token));
                items[50..].ForEach(item => item.Queue());

                // What makes no full group waits for the end.
                Assert.Equal(0, Volatile.Read(ref counts[^1]));
            }), Test.Token);
        Assert.True(left.Wait(TimeSpan.FromSeconds(5), Test.Token));
        Assert.All(counts, count => Assert.Equal(1, count));
    }

    [Fact]
    public async Task QueueTogether_WhenWhoAsksFails_WhatWasAskedForIsDoneAndTheNextStandsInLineAgain()
    {
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        Assert.Throws<InvalidOperationException>(() => SoonWorkItem.QueueTogether(() =>
        {
            new SoonWorkItem(first.SetResult).Queue();
            throw new InvalidOperationException();
        }));
        new SoonWorkItem(second.SetResult).Queue();
        await first.Task.InTime();
        await second.Task.InTime();
    }

    /// <summary>Keeps every thread of the pool away from what others have put aside.</summary>
    private sealed class EndlessLine : IThreadPoolWorkItem
    {
        private volatile bool _isOver;

        public EndlessLine()
        {
            for (var place = 0; place < 4 * Environment.ProcessorCount; place++)
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        public void End() => _isOver = true;

        public void Execute()
        {
            Thread.SpinWait(1000);
            if (!_isOver)
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}

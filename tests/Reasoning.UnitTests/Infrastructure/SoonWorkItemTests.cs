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

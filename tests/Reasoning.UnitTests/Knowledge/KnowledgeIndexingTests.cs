using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Reasoning.Infrastructure.Knowledge;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Knowledge;

public sealed class KnowledgeIndexingTests : IDisposable
{
    private readonly KnowledgeFolder _folder = new KnowledgeFolder().With("a.md", "About otters.");
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Execute_WhenTheServerStarts_ReadsNothingUntilItHasServedWhoeverComesFirst()
    {
        var began = _time.GetUtcNow();
        var read = DateTimeOffset.MinValue;
        _folder.Reader.Before = _ => read = _time.GetUtcNow();
        var index = _folder.Unbuilt(_time);
        using var indexing = new KnowledgeIndexing(
            index, Options.Create(new KnowledgeOptions { Path = _folder.Path }), _time, NullLogger<KnowledgeIndexing>.Instance);
        await indexing.StartAsync(Cancellation);

        await BuiltAsync(index).InTime();

        Assert.True(read - began >= TimeSpan.FromMilliseconds(500), $"It read after {read - began}.");
        await indexing.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Execute_WhenTimeGoesBy_LooksAtTheFolderAgain()
    {
        var options = new KnowledgeOptions { Path = _folder.Path };
        var index = _folder.Unbuilt(_time);
        using var indexing = new KnowledgeIndexing(index, Options.Create(options), _time, NullLogger<KnowledgeIndexing>.Instance);
        await indexing.StartAsync(Cancellation);
        await BuiltAsync(index).InTime();
        _folder.With("b.md", "About bees.");

        await FindsAsync(index, "bees").InTime();

        await indexing.StopAsync(Cancellation);
        Assert.True(indexing.ExecuteTask!.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Execute_WhenAnUpdateFailsInAWayNobodyForesaw_TriesAgain()
    {
        var options = new KnowledgeOptions { Path = _folder.Path };
        var index = _folder.Unbuilt(_time);
        using var indexing = new KnowledgeIndexing(index, Options.Create(options), _time, NullLogger<KnowledgeIndexing>.Instance);
        await indexing.StartAsync(Cancellation);
        await BuiltAsync(index).InTime();
        var failures = 0;
        _folder.Reader.Before = _ =>
        {
            if (failures++ == 0)
                throw new InvalidOperationException();
        };
        _folder.With("b.md", "About bees.");

        await FindsAsync(index, "bees").InTime();

        Assert.Equal(2, failures);
        await indexing.StopAsync(Cancellation);
    }

    [Fact]
    public async Task WaitAsync_WhenAFileIsWritten_Ends()
    {
        using var watcher = new FolderWatcher(_folder.Path, _time, NullLogger.Instance);
        var waiting = watcher.WaitAsync(TimeSpan.FromDays(1), Cancellation);
        Assert.False(waiting.IsCompleted);

        _folder.With("new/c.md", "About cats.");

        await waiting.InTime();
    }

    [Fact]
    public async Task WaitAsync_WhenNothingHappens_EndsWithItsTime()
    {
        using var watcher = new FolderWatcher(_folder.Path, _time, NullLogger.Instance);
        var waiting = watcher.WaitAsync(TimeSpan.FromMinutes(5), Cancellation);

        _time.Advance(TimeSpan.FromMinutes(5));

        await waiting.InTime();
    }

    [Fact]
    public async Task WaitAsync_WhenItHasEnded_LeavesNothingThatWaits()
    {
        using var watcher = new FolderWatcher(_folder.Path, _time, NullLogger.Instance);

        for (var i = 0; i < 3; i++)
        {
            var waiting = watcher.WaitAsync(TimeSpan.FromMinutes(5), Cancellation);
            Assert.NotNull(Waiters(watcher));
            _time.Advance(TimeSpan.FromMinutes(5));
            await waiting.InTime();
        }

        // It is taken out beside its end.
        await Test.UntilAsync(() => Waiters(watcher) is null);
    }

    [Fact]
    public async Task WaitAsync_WhenTheServerStops_IsCancelled()
    {
        using var watcher = new FolderWatcher(_folder.Path, _time, NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        var waiting = watcher.WaitAsync(TimeSpan.FromMinutes(5), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.InTime());
    }

    // The channel tells nobody who waits.
    private static object? Waiters(FolderWatcher watcher)
    {
        var channel = typeof(FolderWatcher).GetField("_changes", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(watcher)!;
        return channel.GetType().GetField("_waitingReadersHead", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(channel);
    }

    private async Task BuiltAsync(SqliteKnowledgeIndex index)
    {
        while (!index.Ready.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await index.Ready;
    }

    private async Task FindsAsync(SqliteKnowledgeIndex index, string query)
    {
        while ((await index.SearchAsync(query, 1, Cancellation)).Hits.Count == 0)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }
    }
}

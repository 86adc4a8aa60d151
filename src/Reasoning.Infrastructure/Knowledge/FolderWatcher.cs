using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Reasoning.Infrastructure.Knowledge;

/// <summary>Tells when something in a folder changes: as far as the operating system tells it, and in any case now and then.</summary>
internal sealed partial class FolderWatcher : IDisposable
{
    // One: whatever happens meanwhile is seen by the look at the folder that it leads to.
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly FileSystemWatcher? _watcher;
    private readonly TimeProvider _time;

    public FolderWatcher(string folder, TimeProvider time, ILogger logger)
    {
        _time = time;
        try
        {
            _watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
            _watcher.Changed += (_, _) => Tell();
            _watcher.Created += (_, _) => Tell();
            _watcher.Deleted += (_, _) => Tell();
            _watcher.Renamed += (_, _) => Tell();

            // More has happened than it could keep.
            _watcher.Error += (_, _) => Tell();
            _watcher.EnableRaisingEvents = true;
        }
        catch (Exception failure) when (failure is IOException or ArgumentException or PlatformNotSupportedException or UnauthorizedAccessException)
        {
            NotWatched(logger, folder, failure.Message);
        }
    }

    /// <summary>Ends when something has changed, or after this time.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        // It ends what waits in the channel: that would stay there, one more each time, until something changes.
        using var timeout = new CancellationTokenSource(atMost, _time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _changes.Reader.WaitToReadAsync(ended.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time for a look.
        }
    }

    /// <summary>What comes after this is a new change.</summary>
    public void Forget() => _changes.Reader.TryRead(out _);

    public void Dispose() => _watcher?.Dispose();

    private void Tell() => _changes.Writer.TryWrite(true);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes in {Folder} are only seen now and then (Knowledge:RescanInterval): {Reason}")]
    private static partial void NotWatched(ILogger logger, string folder, string reason);
}

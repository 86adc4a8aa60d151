using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Reasoning.Infrastructure.Knowledge;

/// <summary>
/// Builds the index soon after the start of the server, which listens meanwhile, and keeps it up to date. Failing to build it
/// stops the host; failing to update it is tried again.
/// </summary>
internal sealed partial class KnowledgeIndexing(
    SqliteKnowledgeIndex index, IOptions<KnowledgeOptions> options, TimeProvider time, ILogger<KnowledgeIndexing> logger) : BackgroundService
{
    // Reading documents takes a processor, and whoever connects first has waited for the start already.
    private static readonly TimeSpan StartDelay = TimeSpan.FromMilliseconds(500);

    // Who saves one file often saves more, and not always at once.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    // Looking at the folder may take a fifth of the time of one processor.
    private const int Rest = 4;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(StartDelay, time, stoppingToken);

            // Watched first, so that no change falls between the look and the watch.
            using var watcher = new FolderWatcher(options.Value.Folder, time, logger);
            await Task.Run(() => index.Build(stoppingToken), CancellationToken.None);
            while (true)
            {
                await watcher.WaitAsync(options.Value.RescanInterval, stoppingToken);
                var took = await UpdateAsync(watcher, stoppingToken);
                await Task.Delay(took * Rest, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops: no error.
        }
    }

    private async Task<TimeSpan> UpdateAsync(FolderWatcher watcher, CancellationToken cancellationToken)
    {
        await Task.Delay(Settling, time, cancellationToken);
        watcher.Forget();
        var started = time.GetTimestamp();
        try
        {
            await Task.Run(() => index.Update(cancellationToken), CancellationToken.None);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or OutOfMemoryException))
        {
            NotUpdated(logger, failure);
        }

        return time.GetElapsedTime(started);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The index of the documents could not be brought up to date; it is tried again")]
    private static partial void NotUpdated(ILogger logger, Exception failure);
}

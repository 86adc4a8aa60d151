using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reasoning.Application.Sessions;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>Deletes what has been kept for long enough, a little at a time.</summary>
internal sealed partial class RetentionSweep(
    ISessionStore store, IOptions<RetentionOptions> options, TimeProvider time, ILogger<RetentionSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await SweepAsync(stoppingToken);
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        var now = time.GetUtcNow();
        var limit = new RetentionLimit(now - options.Value.Age, options.Value.MaxEvents, now - SessionCore.KeyLifetime);
        var deleted = 0L;
        try
        {
            while (await store.PurgeAsync(stoppingToken) > 0)
            {
            }

            while (await store.DeleteExpiredAsync(limit, stoppingToken) is > 0 and var some)
                deleted += some;
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailure(failure);
        }

        if (deleted > 0)
            LogDeleted(deleted);
    }

    [LoggerMessage(LogLevel.Information, "{Events} events were old enough and have been deleted")]
    private partial void LogDeleted(long events);

    [LoggerMessage(LogLevel.Warning, "Old events could not be deleted; trying again in an hour")]
    private partial void LogFailure(Exception failure);
}

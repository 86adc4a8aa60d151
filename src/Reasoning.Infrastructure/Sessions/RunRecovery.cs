using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>
/// Takes up runs that nobody works on: at start those that the last server left, later those whose session failed. A run
/// that was accepted is finished.
/// </summary>
internal sealed partial class RunRecovery(
    ISessionStore store,
    ISessions sessions,
    IOptions<StorageOptions> options,
    TimeProvider time,
    ILogger<RunRecovery> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.RecoveryInterval, time);
        do
        {
            await RecoverAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RecoverAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var session in await store.GetUnfinishedSessionsAsync(stoppingToken))
                await TakeUpAsync(session, stoppingToken);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailure(failure);
        }
    }

    private async Task TakeUpAsync(SessionKey session, CancellationToken stoppingToken)
    {
        try
        {
            await sessions.TakeUpAsync(session, stoppingToken);
        }
        catch (TimeoutException failure)
        {
            // One session that is slow to open does not keep the others from being taken up.
            LogFailure(failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Runs could not be taken up; trying again soon")]
    private partial void LogFailure(Exception failure);
}

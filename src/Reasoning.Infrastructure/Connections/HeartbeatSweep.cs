using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Reasoning.Infrastructure.Connections;

/// <summary>One timer for the heartbeat of all connections.</summary>
internal sealed partial class HeartbeatSweep(ConnectionRegistry connections, TimeProvider time, ILogger<HeartbeatSweep> logger)
    : BackgroundService
{
    /// <summary>How late a heartbeat can be.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = time.GetTimestamp();
            foreach (var connection in connections.All)
            {
                try
                {
                    connection.CheckHeartbeat(now);
                }
                catch (Exception failure)
                {
                    // One broken connection must not stop the heartbeat of the others.
                    LogFailed(failure, connection.Id.Value);
                }
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The heartbeat of connection {Connection} failed")]
    private partial void LogFailed(Exception failure, Guid connection);
}

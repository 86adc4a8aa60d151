using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Reasoning.Infrastructure.Sessions.Postgres;

/// <summary>
/// Prepares the database before anything else starts, so before the server listens; waits a while for a server that
/// is not there yet, as when both are started together.
/// </summary>
internal sealed partial class PostgresStart(
    PostgresSchema schema, IOptions<StorageOptions> options, TimeProvider time, ILogger<PostgresStart> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            try
            {
                await schema.PrepareAsync(cancellationToken);
                return;
            }
            catch (Exception outage) when (PostgresOutage.Is(outage) && time.GetElapsedTime(since) < options.Value.StartTimeout)
            {
                LogWaiting(outage.Message);
            }

            await Task.Delay(Retry, time, cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "Waiting for PostgreSQL: {Reason}")]
    private partial void LogWaiting(string reason);
}

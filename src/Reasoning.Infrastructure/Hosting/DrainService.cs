using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reasoning.Application.Sessions;
using Reasoning.Infrastructure.Connections;

namespace Reasoning.Infrastructure.Hosting;

/// <summary>
/// Shuts down in order while the listener still answers (with 503): no new work, runs end, connections close. It has to be
/// <c>StoppingAsync</c>: the web server's own stop waits for requests and sockets, and tells neither why.
/// </summary>
internal sealed partial class DrainService(
    ServerState state,
    ISessions sessions,
    ConnectionRegistry connections,
    IOptions<DrainOptions> options,
    TimeProvider time,
    ILogger<DrainService> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Value.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        state.StartDraining();
        try
        {
            // Half of the time at most, so that clients can still be told to come back.
            using var half = new CancellationTokenSource(options.Value.Timeout / 2, time);
            using var runs = CancellationTokenSource.CreateLinkedTokenSource(half.Token, either.Token);
            await sessions.DrainAsync(runs.Token);
        }
        catch (OperationCanceledException)
        {
            LogRunsOutOfTime();
        }

        await CloseConnectionsAsync(either.Token);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task CloseConnectionsAsync(CancellationToken cancellationToken)
    {
        foreach (var connection in connections.All)
            connection.Close(CloseCode.ShuttingDown);

        try
        {
            while (!connections.IsEmpty)
                await Task.Delay(Poll, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            LogOutOfTime(connections.Sessions.Count);
            foreach (var connection in connections.All)
                connection.Cut();
        }
    }

    [LoggerMessage(LogLevel.Warning, "Shutdown: not every run's end was stored in time")]
    private partial void LogRunsOutOfTime();

    [LoggerMessage(LogLevel.Warning, "Shutdown: {Connections} connections did not end in time and are cut")]
    private partial void LogOutOfTime(int connections);
}

using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reasoning.Application.Sessions;
using Reasoning.Application.Webhooks;
using Reasoning.Domain.Runs;

namespace Reasoning.Infrastructure.Webhooks;

/// <summary>
/// Makes the deliveries of the outbox, for each endpoint on its own: one that is slow or away does not hold up the
/// others. A delivery stays in the outbox until its endpoint has taken it.
/// </summary>
internal sealed partial class WebhookDelivery(
    IOutbox outbox,
    ISessionStore store,
    ISessionDirectory directory,
    WebhookClient client,
    IOptions<WebhookOptions> options,
    TimeProvider time,
    ILogger<WebhookDelivery> logger) : BackgroundService
{
    // More than an attempt takes: only then somebody else tries.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly WebhookOptions _options = options.Value;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_options.Endpoints.Select(endpoint => WorkAsync(endpoint.Key, endpoint.Value, stoppingToken)));

    private async Task WorkAsync(string name, WebhookEndpoint endpoint, CancellationToken stoppingToken)
    {
        if (!WebhookSecret.TryParse(endpoint.Secret, out var secret))
            throw new InvalidOperationException($"Endpoint {name} has no secret.");

        var target = new Target(WebhookOptions.TargetOf(name), endpoint.Url!, secret);
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await DeliverSomeAsync(target, stoppingToken) == 0)
                await Task.Delay(_options.PollInterval, time, stoppingToken);
        }
    }

    private async Task<int> DeliverSomeAsync(Target target, CancellationToken stoppingToken)
    {
        try
        {
            var now = time.GetUtcNow();
            var due = await outbox.TakeAsync(target.Name, now, now + _options.Timeout + Margin, _options.Parallel, stoppingToken);
            await Task.WhenAll(due.Select(delivery => DeliverAsync(target, delivery, stoppingToken)));
            return due.Count;
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            LogOutage(failure);
            return 0;
        }
    }

    private async Task DeliverAsync(Target target, Delivery delivery, CancellationToken stoppingToken)
    {
        if (await ReadAsync(delivery, stoppingToken) is not { } body)
        {
            // Deleted since, by retention or with its session.
            await outbox.RemoveAsync(delivery.Id, stoppingToken);
            return;
        }

        var (isTaken, reason) = await PostAsync(target, delivery, body, stoppingToken);
        if (isTaken)
        {
            await outbox.RemoveAsync(delivery.Id, stoppingToken);
        }
        else if (time.GetUtcNow() - delivery.EndedAt >= _options.GiveUpAfter)
        {
            LogGivenUp(delivery.Run, target.Name, delivery.Attempts, reason);
            await outbox.RemoveAsync(delivery.Id, stoppingToken);
        }
        else
        {
            var delay = Delay(delivery.Attempts);
            LogPostponed(delivery.Run, target.Name, delivery.Attempts, delay, reason);
            await outbox.PostponeAsync(delivery.Id, time.GetUtcNow() + delay, stoppingToken);
        }
    }

    private async Task<(bool IsTaken, string Reason)> PostAsync(
        Target target, Delivery delivery, ReadOnlyMemory<byte> body, CancellationToken stoppingToken)
    {
        try
        {
            var status = await client.PostAsync(
                target.Url, target.Secret, WebhookMessage.Id(delivery), body, _options.Timeout, stoppingToken);
            return (status is >= HttpStatusCode.OK and < HttpStatusCode.Ambiguous, $"status {(int)status}");
        }
        catch (Exception failure) when (failure is HttpRequestException or TimeoutException)
        {
            return (false, failure.Message);
        }
    }

    private async Task<ReadOnlyMemory<byte>?> ReadAsync(Delivery delivery, CancellationToken stoppingToken)
    {
        var (session, seq) = (delivery.Session, delivery.Seq);
        var run = await directory.FindRunAsync(session, delivery.Run, stoppingToken);
        var page = await store.ReadAsync(session, seq - 1, seq, maxBytes: 1, stoppingToken);
        if (run?.End is null || page.Events is not { } events)
            return null;
        var message = WebhookMessage.Write(delivery, run, events.Frame(seq));
        events.Release();
        return message;
    }

    /// <summary>Twice as long each time; a little less or more, so that what failed together does not come back together.</summary>
    private TimeSpan Delay(int attempts)
    {
        var delay = _options.FirstRetry * Math.Pow(2, Math.Min(attempts - 1, 30));
        return (delay < _options.LongestRetry ? delay : _options.LongestRetry) * (0.8 + (0.4 * Random.Shared.NextDouble()));
    }

    [LoggerMessage(LogLevel.Warning, "Webhooks wait for the store")]
    private partial void LogOutage(Exception failure);

    [LoggerMessage(LogLevel.Warning, "The end of run {Run} could not be told to webhook {Endpoint} at attempt {Attempt}, next in {Delay}: {Reason}")]
    private partial void LogPostponed(RunId run, string endpoint, int attempt, TimeSpan delay, string reason);

    [LoggerMessage(LogLevel.Error, "The end of run {Run} is not told to webhook {Endpoint}: given up after {Attempts} attempts: {Reason}")]
    private partial void LogGivenUp(RunId run, string endpoint, int attempts, string reason);

    private sealed record Target(string Name, Uri Url, WebhookSecret Secret);
}

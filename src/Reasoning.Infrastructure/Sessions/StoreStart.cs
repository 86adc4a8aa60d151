using Microsoft.Extensions.Hosting;
using Reasoning.Application.Sessions;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>
/// Uses the store before the server listens: the first use opens, creates and migrates it, and a server that cannot
/// store must not come up.
/// </summary>
internal sealed class StoreStart(ISessionStore store) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken) => await store.GetUnfinishedSessionsAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

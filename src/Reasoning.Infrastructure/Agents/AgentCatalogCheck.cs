using Microsoft.Extensions.Hosting;
using Reasoning.Application.Agents;

namespace Reasoning.Infrastructure.Agents;

/// <summary>Builds the catalogue at the start of the host, where its errors belong, and not with the first question.</summary>
internal sealed class AgentCatalogCheck(IAgentCatalog catalog) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using Microsoft.Extensions.Hosting;

namespace Reasoning.Infrastructure.Knowledge;

/// <summary>Builds the index beside the start of the server, which listens meanwhile. A failure stops the host.</summary>
internal sealed class KnowledgeIndexing(SqliteKnowledgeIndex index) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Run(
            () =>
            {
                try
                {
                    index.Build(stoppingToken);
                }
                catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
                {
                    // The server stops before it was ready: no error.
                }
            },
            CancellationToken.None);
}

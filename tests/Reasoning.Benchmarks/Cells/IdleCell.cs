using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;

namespace Reasoning.Benchmarks.Cells;

/// <summary>Each run has a fresh server, because memory that was once in use does not come back.</summary>
internal sealed class IdleCell() : Cell("idle", "idle connections")
{
    public override async Task RunAsync(
        IReadOnlyList<ServerCommand> servers, Schedule schedule, Results results, CancellationToken cancellationToken)
    {
        OpenFiles.Require(Name, IdleLoad.First + schedule.IdleConnections);
        for (var round = 0; round < schedule.Rounds; round++)
        {
            foreach (var (number, command) in servers.Index())
            {
                await using var server = await ServerProcess.StartAsync(command, cancellationToken);
                results.Add(number, await IdleLoad.MeasureAsync(
                    server.Target, schedule.IdleConnections, schedule.Settle, cancellationToken));
            }
        }
    }
}

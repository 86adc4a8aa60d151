using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;

namespace Reasoning.Benchmarks.Cells;

/// <summary>Servers that stay up, each warm under its own load, measured in turn.</summary>
/// <param name="connections">How many each server has at the same time.</param>
internal abstract class WarmCell<TLoad>(string name, string title, int connections) : Cell(name, title)
    where TLoad : class, ILoad
{
    protected int Connections { get; } = connections;

    public override async Task RunAsync(
        IReadOnlyList<ServerCommand> servers, Schedule schedule, Results results, CancellationToken cancellationToken)
    {
        OpenFiles.Require(Name, Connections * servers.Count);
        var processes = new List<ServerProcess>();
        var loads = new List<TLoad>();
        try
        {
            foreach (var server in servers)
                processes.Add(await ServerProcess.StartAsync(server, cancellationToken));
            foreach (var process in processes)
            {
                loads.Add(await OpenAsync(process.Target, schedule, loads.FirstOrDefault(), cancellationToken));
                await loads[^1].WarmUpAsync(schedule.WarmUp, cancellationToken);
            }

            for (var round = 0; round < schedule.Rounds; round++)
            {
                foreach (var (server, load) in loads.Index())
                    results.Add(server, Select(await load.MeasureAsync(schedule.Window, cancellationToken)));
            }
        }
        finally
        {
            foreach (var load in loads)
                await load.DisposeAsync();
            foreach (var process in processes)
                await process.DisposeAsync();
        }
    }

    /// <param name="first">The first server's load, warm, when this one is for another.</param>
    protected abstract Task<TLoad> OpenAsync(Target target, Schedule schedule, TLoad? first, CancellationToken cancellationToken);

    /// <summary>What of a run is shown.</summary>
    protected virtual IReadOnlyList<Measured> Select(IReadOnlyList<Measured> run) => run;
}

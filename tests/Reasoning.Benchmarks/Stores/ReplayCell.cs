using System.Globalization;

using Reasoning.Benchmarks.Baseline;
using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;

namespace Reasoning.Benchmarks.Stores;

/// <summary>A long run live, then again for connections that have missed all or some of it.</summary>
internal sealed class ReplayCell() : StoreCell("replay", string.Create(CultureInfo.InvariantCulture, $"replay of {Steps:N0} events"))
{
    private const int Steps = 100_000;

    private static readonly Figure Live = new("live, events/s", "N0");
    private static readonly Figure Replayed = new("replayed, events/s", "N0");

    private static readonly (long Missed, Figure Figure)[] Reconnects =
    [
        (10, new("10 missed, ms until caught up", "F1")),
        (1_000, new("1,000 missed, ms until caught up", "F1")),
        (Steps, new("100,000 missed, ms until caught up", "F1")),
    ];

    protected override async Task<Subject> PrepareAsync(StoreKind kind, StoresOptions options, CancellationToken cancellationToken)
    {
        var command = await ServerSubject.CommandAsync(kind, options, cancellationToken);
        return new Replaying(command, await ServerProcess.StartAsync(command, cancellationToken));
    }

    private sealed class Replaying(ServerCommand command, ServerProcess server) : ServerSubject(command, server)
    {
        public override async Task<IReadOnlyList<Measured>> MeasureAsync(TimeSpan window, CancellationToken cancellationToken)
        {
            var run = await RunLiveAsync(new StreamShape(1, Steps, LoadRequest.DefaultSize), cancellationToken);
            var all = await ReconnectAsync(run, run.LastSeq, cancellationToken);
            var measured = new List<Measured>
            {
                new(Live, run.LastSeq / run.Time.TotalSeconds), new(Replayed, run.LastSeq / all.TotalSeconds),
            };
            foreach (var (missed, figure) in Reconnects)
                measured.Add(new(figure, (await ReconnectAsync(run, missed, cancellationToken)).TotalMilliseconds));
            return measured;
        }
    }
}

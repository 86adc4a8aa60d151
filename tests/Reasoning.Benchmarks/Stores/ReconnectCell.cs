using System.Globalization;

using Reasoning.Benchmarks.Baseline;
using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;
using Reasoning.Benchmarks.Machine;

namespace Reasoning.Benchmarks.Stores;

/// <summary>Every session comes back at the same moment: as after a break of the network, then as after a restart.</summary>
internal sealed class ReconnectCell()
    : StoreCell("reconnect", string.Create(CultureInfo.InvariantCulture, $"reconnect of {Sessions:N0} sessions at once, {Missed} missed each"))
{
    private const int Sessions = 1_000;
    private const int Missed = 20;
    private const int Steps = 40;
    private const int AtOnce = 50;

    private static readonly Figure All = new("until all are caught up, ms", "F0");
    private static readonly Figure Median = new("a connection p50, ms", "F0");
    private static readonly Figure Slow = new("a connection p99, ms", "F0");
    private static readonly Figure Restarted = new("until all are caught up with a server just started, ms", "F0");

    protected override async Task<Subject> PrepareAsync(StoreKind kind, StoresOptions options, CancellationToken cancellationToken)
    {
        var command = await ServerSubject.CommandAsync(kind, options, cancellationToken);
        return new Reconnecting(command, await ServerProcess.StartAsync(command, cancellationToken), kind.IsDurable);
    }

    private sealed class Reconnecting(ServerCommand command, ServerProcess server, bool isDurable) : ServerSubject(command, server)
    {
        public override async Task<IReadOnlyList<Measured>> MeasureAsync(TimeSpan window, CancellationToken cancellationToken)
        {
            var runs = new LiveRun[Sessions];
            var shape = new StreamShape(1, Steps, LoadRequest.DefaultSize);
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, Sessions, parallel, async (number, token) => runs[number] = await RunLiveAsync(shape, token));

            var (all, median, slow) = await ReconnectAsync(runs, cancellationToken);
            var restarted = double.NaN;
            if (isDurable)
            {
                await RestartAsync(cancellationToken);
                restarted = (await ReconnectAsync(runs, cancellationToken)).All;
            }

            return [new(All, all), new(Median, median), new(Slow, slow), new(Restarted, restarted)];
        }

        /// <returns>Milliseconds.</returns>
        private async Task<(double All, double Median, double Slow)> ReconnectAsync(LiveRun[] runs, CancellationToken cancellationToken)
        {
            var started = TimeProvider.System.GetTimestamp();
            var times = await Task.WhenAll(runs.Select(run => ReconnectAsync(run, Missed, cancellationToken)));
            var all = TimeProvider.System.GetElapsedTime(started);
            var sorted = times.Select(time => time.TotalMilliseconds).Order().ToArray();
            return (all.TotalMilliseconds, Statistics.Percentile(sorted, 0.5), Statistics.Percentile(sorted, 0.99));
        }
    }
}

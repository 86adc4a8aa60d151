using System.Globalization;

using Reasoning.Benchmarks.Baseline;
using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;
using Reasoning.Benchmarks.Machine;

namespace Reasoning.Benchmarks.Stores;

/// <summary>As after a break of the network: every session comes back at the same moment.</summary>
internal sealed class ReconnectCell()
    : StoreCell(string.Create(CultureInfo.InvariantCulture, $"reconnect of {Sessions:N0} sessions at once, {Missed} missed each"))
{
    private const int Sessions = 1_000;
    private const int Missed = 20;
    private const int Steps = 40;
    private const int AtOnce = 50;

    private static readonly Figure All = new("until all are caught up, ms", "F0");
    private static readonly Figure Median = new("a connection p50, ms", "F0");
    private static readonly Figure Slow = new("a connection p99, ms", "F0");

    protected override async Task<Subject> PrepareAsync(StoreKind kind, StoresOptions options, CancellationToken cancellationToken) =>
        new Reconnecting(await ServerSubject.StartAsync(kind, options, cancellationToken));

    private sealed class Reconnecting(ServerProcess server) : ServerSubject(server)
    {
        public override async Task<IReadOnlyList<Measured>> MeasureAsync(TimeSpan window, CancellationToken cancellationToken)
        {
            var runs = new LiveRun[Sessions];
            var shape = new StreamShape(1, Steps, LoadRequest.DefaultSize);
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, Sessions, parallel, async (number, token) => runs[number] = await RunLiveAsync(shape, token));

            var started = TimeProvider.System.GetTimestamp();
            var times = await Task.WhenAll(runs.Select(run => ReconnectAsync(run, Missed, cancellationToken)));
            var all = TimeProvider.System.GetElapsedTime(started);
            var sorted = times.Select(time => time.TotalMilliseconds).Order().ToArray();
            return
            [
                new(All, all.TotalMilliseconds),
                new(Median, Statistics.Percentile(sorted, 0.5)),
                new(Slow, Statistics.Percentile(sorted, 0.99)),
            ];
        }
    }
}

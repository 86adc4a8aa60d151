using Reasoning.Benchmarks.Load;
using Reasoning.Benchmarks.Machine;

namespace Reasoning.Benchmarks.Stores;

/// <summary>How long an append takes while the store has time.</summary>
internal sealed class PaceCell() : StoreCell("pace", $"pace, {Sessions} sessions × {PerSecond} events/s")
{
    private const int Sessions = 100;
    private const int PerSecond = 50;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1) / PerSecond;

    private static readonly Figure Median = new("append p50, ms", "F3");
    private static readonly Figure Slow = new("append p99, ms", "F3");
    private static readonly Figure Rate = new("appends/s", "N0");

    protected override Task<Subject> PrepareAsync(StoreKind kind, StoresOptions options, CancellationToken cancellationToken) =>
        Task.FromResult<Subject>(new Pacing(kind));

    private sealed class Pacing(StoreKind kind) : Subject
    {
        public override async Task<IReadOnlyList<Measured>> MeasureAsync(TimeSpan window, CancellationToken cancellationToken)
        {
            await using var store = await kind.OpenAsync(cancellationToken);
            var sessions = await AppendingSession.OpenAsync(store, Sessions, batch: 1, cancellationToken);
            foreach (var session in sessions)
                await session.AppendAsync(cancellationToken);

            var started = TimeProvider.System.GetTimestamp();
            var paced = await Task.WhenAll(sessions.Select((session, number) =>
                Task.Run(() => PaceAsync(session, started, Interval * number / Sessions, window, cancellationToken), cancellationToken)));
            var elapsed = TimeProvider.System.GetElapsedTime(started);
            foreach (var session in sessions)
                await session.VerifyAsync(cancellationToken);

            var times = paced.SelectMany(times => times).Order().ToArray();
            return
            [
                new(Median, Statistics.Percentile(times, 0.5)),
                new(Slow, Statistics.Percentile(times, 0.99)),
                new(Rate, times.Length / elapsed.TotalSeconds),
            ];
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

        /// <summary>Whoever is late makes up for it at once: as many appends for a slow store as for a fast one.</summary>
        private static async Task<List<double>> PaceAsync(
            AppendingSession session, long started, TimeSpan due, TimeSpan window, CancellationToken cancellationToken)
        {
            var milliseconds = new List<double>();
            for (; due < window; due += Interval)
            {
                if (due - TimeProvider.System.GetElapsedTime(started) is var wait && wait > TimeSpan.Zero)
                    await Task.Delay(wait, TimeProvider.System, cancellationToken);
                var begun = TimeProvider.System.GetTimestamp();
                await session.AppendAsync(cancellationToken);
                milliseconds.Add(TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds);
            }

            return milliseconds;
        }
    }
}

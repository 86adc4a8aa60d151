using Reasoning.Benchmarks.Load;
using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Stores;

/// <summary>How fast a store takes what comes, beside what its database does by itself.</summary>
internal sealed class AppendCell() : StoreCell("append", $"append, {Sessions} sessions × {Batch} events")
{
    public const int Sessions = 100;
    public const int Batch = 50;

    private static readonly Figure Stored = new("events/s", "N0");
    private static readonly Figure Bare = new("bare insert, events/s", "N0");
    private static readonly Figure Ratio = new("ratio to the bare insert", "F2");
    private static readonly Figure PerCommit = new("events a commit", "N0");

    protected override Task<Subject> PrepareAsync(StoreKind kind, StoresOptions options, CancellationToken cancellationToken) =>
        Task.FromResult<Subject>(new Pouring(kind));

    private sealed class Pouring(StoreKind kind) : Subject
    {
        /// <summary>Until every session has its row and every statement is prepared.</summary>
        private static readonly TimeSpan Ramp = TimeSpan.FromMilliseconds(300);

        public override async Task<IReadOnlyList<Measured>> MeasureAsync(TimeSpan window, CancellationToken cancellationToken)
        {
            var (stored, perCommit) = await MeasureStoreAsync(window, cancellationToken);
            var bare = await MeasureBareAsync(perCommit, window, cancellationToken);
            return [new(Stored, stored), new(Bare, bare), new(Ratio, stored / bare), new(PerCommit, perCommit)];
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private async Task<(double PerSecond, double PerCommit)> MeasureStoreAsync(TimeSpan window, CancellationToken cancellationToken)
        {
            await using var store = await kind.OpenAsync(cancellationToken);
            var sessions = await AppendingSession.OpenAsync(store, Sessions, Batch, cancellationToken);
            var commits = await store.CommitsAsync(cancellationToken);
            await PourAsync(sessions, Ramp, cancellationToken);
            var perSecond = await PourAsync(sessions, window, cancellationToken);
            commits = await store.CommitsAsync(cancellationToken) - commits;
            foreach (var session in sessions)
                await session.VerifyAsync(cancellationToken);
            return (perSecond, sessions.Sum(session => session.LastSeq) / commits);
        }

        private static async Task<double> PourAsync(AppendingSession[] sessions, TimeSpan time, CancellationToken cancellationToken)
        {
            var before = sessions.Sum(session => session.LastSeq);
            var started = TimeProvider.System.GetTimestamp();
            await Task.WhenAll(sessions.Select(session => Task.Run(() => PourOneAsync(session), cancellationToken)));
            return (sessions.Sum(session => session.LastSeq) - before) / TimeProvider.System.GetElapsedTime(started).TotalSeconds;

            async Task PourOneAsync(AppendingSession session)
            {
                while (TimeProvider.System.GetElapsedTime(started) < time)
                {
                    var append = session.AppendAsync(cancellationToken);

                    // Whoever never waits would keep the thread from the others.
                    if (append.IsCompleted)
                        await Task.Yield();
                    await append;
                }
            }
        }

        private async Task<double> MeasureBareAsync(double perCommit, TimeSpan window, CancellationToken cancellationToken)
        {
            await using var bare = await kind.OpenBareAsync(cancellationToken);
            if (bare is null)
                return double.NaN;

            var appends = Math.Max(1, (int)Math.Round(perCommit / Batch));
            var rows = await bare.InsertAsync(appends, Ramp, cancellationToken);
            var started = TimeProvider.System.GetTimestamp();
            var measured = await bare.InsertAsync(appends, window, cancellationToken);
            var elapsed = TimeProvider.System.GetElapsedTime(started);
            if (await bare.CountAsync(cancellationToken) is var count && count != rows + measured)
                throw new ProtocolException($"{kind.Name}: {count} rows of {rows + measured} are there");
            return measured / elapsed.TotalSeconds;
        }
    }
}

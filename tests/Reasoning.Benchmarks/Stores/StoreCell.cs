using System.Globalization;

using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;

namespace Reasoning.Benchmarks.Stores;

/// <summary>One part of the table. In each round every store is measured, one after the other.</summary>
/// <param name="name">As on the command line.</param>
/// <param name="title">As in the table.</param>
internal abstract class StoreCell(string name, string title)
{
    public string Name { get; } = name;

    public async Task RunAsync(
        IReadOnlyList<StoreKind> kinds, StoresOptions options, ColumnTable table, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync(title);
        var subjects = new List<Subject>();
        try
        {
            foreach (var kind in kinds)
            {
                var subject = await PrepareAsync(kind, options, cancellationToken);
                subjects.Add(subject);
                await subject.WarmUpAsync(options.WarmUp, cancellationToken);
            }

            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var (kind, subject) in kinds.Zip(subjects))
                {
                    var measured = await subject.MeasureAsync(options.Window, cancellationToken);
                    table.Add(title, kind.Name, measured);
                    var figures = measured.Select(m => $"{m.Figure.Name} {m.Value.ToString(m.Figure.Format, CultureInfo.InvariantCulture)}");
                    await Console.Error.WriteLineAsync($"  {kind.Name,-13} {string.Join("; ", figures)}");
                }
            }
        }
        finally
        {
            foreach (var subject in subjects)
                await subject.DisposeAsync();
        }
    }

    protected abstract Task<Subject> PrepareAsync(StoreKind kind, StoresOptions options, CancellationToken cancellationToken);

    /// <summary>What is measured of one store, over and over.</summary>
    internal abstract class Subject : IAsyncDisposable
    {
        /// <summary>Measures for nothing, at least once.</summary>
        public virtual async Task WarmUpAsync(TimeSpan time, CancellationToken cancellationToken)
        {
            var started = TimeProvider.System.GetTimestamp();
            do
                await MeasureAsync(time, cancellationToken);
            while (TimeProvider.System.GetElapsedTime(started) < time);
        }

        public abstract Task<IReadOnlyList<Measured>> MeasureAsync(TimeSpan window, CancellationToken cancellationToken);

        public abstract ValueTask DisposeAsync();
    }
}

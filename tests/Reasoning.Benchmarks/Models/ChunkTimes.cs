using Reasoning.Benchmarks.Load;
using Reasoning.Benchmarks.Machine;

namespace Reasoning.Benchmarks.Models;

/// <summary>How old chunks were when a client had them, in milliseconds.</summary>
internal sealed class ChunkTimes
{
    /// <summary>The first of each answer.</summary>
    public List<double> First { get; init; } = [];

    public List<double> Later { get; init; } = [];

    public void Add(bool isFirst, double milliseconds) => (isFirst ? First : Later).Add(milliseconds);

    /// <summary>Takes all that another has.</summary>
    public void Take(ChunkTimes other)
    {
        First.AddRange(other.First);
        Later.AddRange(other.Later);
        other.First.Clear();
        other.Later.Clear();
    }

    public IEnumerable<Measured> Evaluate()
    {
        double[] first = [.. First.Order()], later = [.. Later.Order()];
        yield return new(Figures.MedianFirstChunk, Statistics.Percentile(first, 0.5));
        yield return new(Figures.SlowFirstChunk, Statistics.Percentile(first, 0.99));
        yield return new(Figures.MedianChunk, Statistics.Percentile(later, 0.5));
        yield return new(Figures.SlowChunk, Statistics.Percentile(later, 0.99));
    }
}

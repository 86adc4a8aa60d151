using Reasoning.Benchmarks.Compare;

namespace Reasoning.Benchmarks.Cells;

/// <summary>One part of the comparison: it starts its own servers, measures them in turn and ends them.</summary>
/// <param name="name">As on the command line.</param>
/// <param name="title">As in the table.</param>
internal abstract class Cell(string name, string title)
{
    public string Name { get; } = name;

    public string Title { get; } = title;

    public abstract Task RunAsync(CompareOptions options, Results results, CancellationToken cancellationToken);
}

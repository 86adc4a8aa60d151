using Reasoning.Benchmarks.Cli;
using Reasoning.Benchmarks.Compare;

namespace Reasoning.Benchmarks.Cells;

/// <summary>One part of a comparison: it starts its servers, measures them in turn and ends them.</summary>
/// <param name="name">As on the command line.</param>
/// <param name="title">As in the table.</param>
internal abstract class Cell(string name, string title)
{
    public string Name { get; } = name;

    public string Title { get; } = title;

    /// <summary>What the product is compared with, after the product; nothing when the cell has to be left out.</summary>
    public virtual IReadOnlyList<ServerCommand> Servers(CompareOptions options) => [options.Product, options.Baseline];

    /// <param name="servers">Of which the first is the measure for the others, where they have to be made alike.</param>
    public abstract Task RunAsync(
        IReadOnlyList<ServerCommand> servers, Schedule schedule, Results results, CancellationToken cancellationToken);

    /// <param name="wanted">Names on the command line; none for all. "stream" stands for all cells whose name begins so.</param>
    public static Cell[] Choose(Cell[] all, string[] wanted)
    {
        if (wanted.FirstOrDefault(name => !all.Any(cell => cell.Answers(name))) is { } unknown)
            throw new UsageException($"there is no cell '{unknown}'; there are {string.Join(", ", all.Select(cell => cell.Name))}");
        return [.. all.Where(cell => wanted.Length == 0 || wanted.Any(cell.Answers))];
    }

    private bool Answers(string name) => Name == name || Name.StartsWith(name + "-", StringComparison.Ordinal);
}

using System.Globalization;

using Reasoning.Benchmarks.Load;
using Reasoning.Benchmarks.Machine;

namespace Reasoning.Benchmarks.Cells;

/// <summary>The measured runs of one cell.</summary>
/// <param name="names">Of the servers.</param>
internal sealed class Results(params string[] names)
{
    private readonly List<(int Server, IReadOnlyList<Measured> Run)> _runs = [];

    public void Add(int server, IReadOnlyList<Measured> run)
    {
        _runs.Add((server, run));
        var figures = run.Select(m => $"{m.Figure.Name} {m.Value.ToString(m.Figure.Format, CultureInfo.InvariantCulture)}");
        Console.Error.WriteLine($"  {names[server],-8} {string.Join("; ", figures)}");
    }

    /// <summary>All of it, with the server's number.</summary>
    public IReadOnlyList<(int Server, IReadOnlyList<Measured> Run)> Runs => _runs;

    /// <returns>Of each figure the medians, in the order of the servers.</returns>
    public IEnumerable<(Figure Figure, double[] Medians)> Medians() => _runs[0].Run.Select((measured, figure) =>
        (measured.Figure, Enumerable.Range(0, names.Length).Select(server => Median(server, figure)).ToArray()));

    private double Median(int server, int figure) =>
        Statistics.Median(_runs.Where(run => run.Server == server).Select(run => run.Run[figure].Value));
}

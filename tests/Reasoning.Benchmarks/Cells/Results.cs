using System.Globalization;

using Reasoning.Benchmarks.Load;
using Reasoning.Benchmarks.Machine;

namespace Reasoning.Benchmarks.Cells;

/// <summary>The measured runs of one cell.</summary>
internal sealed class Results
{
    private readonly List<IReadOnlyList<Measured>> _product = [];
    private readonly List<IReadOnlyList<Measured>> _baseline = [];

    /// <summary>Whether the cell was left out.</summary>
    public bool IsEmpty => _product.Count == 0;

    public void AddProduct(IReadOnlyList<Measured> run) => Add(_product, "product", run);

    public void AddBaseline(IReadOnlyList<Measured> run) => Add(_baseline, "baseline", run);

    public IEnumerable<(Figure Figure, double Product, double Baseline)> Medians() => _product[0]
        .Select((measured, i) => (measured.Figure, MedianOf(_product, i), MedianOf(_baseline, i)));

    private static double MedianOf(List<IReadOnlyList<Measured>> runs, int figure) =>
        Statistics.Median(runs.Select(run => run[figure].Value));

    private static void Add(List<IReadOnlyList<Measured>> runs, string name, IReadOnlyList<Measured> run)
    {
        runs.Add(run);
        var figures = run.Select(m => $"{m.Figure.Name} {m.Value.ToString(m.Figure.Format, CultureInfo.InvariantCulture)}");
        Console.Error.WriteLine($"  {name,-8} {string.Join("; ", figures)}");
    }
}

using System.Globalization;
using System.Text;

using Reasoning.Benchmarks.Load;
using Reasoning.Benchmarks.Machine;

namespace Reasoning.Benchmarks.Stores;

/// <summary>The report, in Markdown: a column for each store.</summary>
internal sealed class StoreTable(string[] stores)
{
    private readonly List<(string Cell, Figure Figure, string Store, double Value)> _measured = [];

    public void Add(string cell, string store, IReadOnlyList<Measured> run) =>
        _measured.AddRange(run.Select(measured => (cell, measured.Figure, store, measured.Value)));

    public string ToMarkdown(StoresOptions options, string machine, string databases)
    {
        var text = new StringBuilder()
            .AppendLine().Append("| cell | figure |").AppendJoin("", stores.Select(store => $" {store} |")).AppendLine()
            .Append("| --- | --- |").AppendJoin("", stores.Select(_ => " ---: |")).AppendLine();
        foreach (var row in _measured.GroupBy(value => (value.Cell, value.Figure)))
        {
            var cells = stores.Select(store =>
                $" {Text(row.Key.Figure, Statistics.Median(row.Where(value => value.Store == store).Select(value => value.Value)))} |");
            text.Append(CultureInfo.InvariantCulture, $"| {row.Key.Cell} | {row.Key.Figure.Name} |").AppendJoin("", cells).AppendLine();
        }

        return text.AppendLine().AppendLine(machine).Append(CultureInfo.InvariantCulture, $"""
            {databases}. Medians of {options.Rounds} rounds, in each of them every store in turn; append and pace {options.Window.TotalSeconds} s each; after {options.WarmUp.TotalSeconds} s of warm-up for each store and cell. Every event was counted and its order checked.
            """).ToString();
    }

    private static string Text(Figure figure, double value) =>
        double.IsNaN(value) ? "" : value.ToString(figure.Format, CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text;

using Reasoning.Benchmarks.Load;
using Reasoning.Benchmarks.Machine;

namespace Reasoning.Benchmarks.Compare;

/// <summary>A report in Markdown with a column for each of several.</summary>
internal sealed class ColumnTable(string[] columns)
{
    private readonly List<(string Cell, Figure Figure, string Column, double Value)> _measured = [];

    public void Add(string cell, string column, IReadOnlyList<Measured> run) =>
        _measured.AddRange(run.Select(measured => (cell, measured.Figure, column, measured.Value)));

    /// <param name="below">What is told below the table.</param>
    public string ToMarkdown(string below)
    {
        var text = new StringBuilder()
            .AppendLine().Append("| cell | figure |").AppendJoin("", columns.Select(column => $" {column} |")).AppendLine()
            .Append("| --- | --- |").AppendJoin("", columns.Select(_ => " ---: |")).AppendLine();
        foreach (var row in _measured.GroupBy(value => (value.Cell, value.Figure)))
        {
            var cells = columns.Select(column =>
                $" {Text(row.Key.Figure, Statistics.Median(row.Where(value => value.Column == column).Select(value => value.Value).DefaultIfEmpty(double.NaN)))} |");
            text.Append(CultureInfo.InvariantCulture, $"| {row.Key.Cell} | {row.Key.Figure.Name} |").AppendJoin("", cells).AppendLine();
        }

        return text.AppendLine().Append(below).ToString();
    }

    private static string Text(Figure figure, double value) =>
        double.IsNaN(value) ? "" : value.ToString(figure.Format, CultureInfo.InvariantCulture);
}

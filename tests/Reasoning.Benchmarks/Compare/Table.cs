using System.Globalization;
using System.Text;

using Reasoning.Benchmarks.Cells;

namespace Reasoning.Benchmarks.Compare;

/// <summary>The report, in Markdown.</summary>
internal sealed class Table(string machine)
{
    private readonly StringBuilder _rows = new();

    public void Add(string cell, Results results)
    {
        foreach (var (figure, medians) in results.Medians())
        {
            var (product, baseline) = (medians[0], medians[1]);
            var ratio = figure.Compared ? (product / baseline).ToString("F2", CultureInfo.InvariantCulture) : "";
            _rows.AppendLine(CultureInfo.InvariantCulture,
                $"| {cell} | {figure.Name} | {Text(figure.Format, product)} | {Text(figure.Format, baseline)} | {ratio} |");
        }
    }

    public string ToMarkdown(Schedule schedule) => string.Create(CultureInfo.InvariantCulture, $"""

        | cell | figure | product | baseline | ratio |
        | --- | --- | ---: | ---: | ---: |
        {_rows}
        {machine}
        Medians of {schedule.Rounds} runs of {schedule.Window.TotalSeconds} s each (start-up: of {schedule.Starts}), product and baseline in turn, after {schedule.WarmUp.TotalSeconds} s of warm-up for each server and cell; memory after {schedule.Settle.TotalSeconds} s of rest, {schedule.IdleConnections:N0} connections. Every event was counted and its order checked.
        """);

    private static string Text(string format, double value) => value.ToString(format, CultureInfo.InvariantCulture);
}

using System.Globalization;

using Reasoning.Benchmarks.Load;
using Reasoning.Benchmarks.Machine;

namespace Reasoning.Benchmarks.Soak;

/// <summary>The report, in Markdown: a row for each period, and one for all.</summary>
internal sealed class SoakTable(string machine)
{
    private const double Mebibyte = 1024 * 1024;

    private readonly List<SoakPeriod> _periods = [];

    /// <returns>Its row.</returns>
    public string Add(SoakPeriod period)
    {
        _periods.Add(period);
        return Row($"{_periods.Count}", period);
    }

    public string ToMarkdown(SoakOptions options)
    {
        var all = new Latencies();
        _periods.ForEach(period => all.Add(period.Latencies));
        var resident = _periods.SelectMany(period => period.Resident).ToArray();
        var sum = new SoakPeriod(_periods.Select(period => period.Window).Aggregate((one, other) => one + other), all, resident);
        var rows = _periods.Select((period, i) => Row($"{i + 1}", period));
        var slope = Statistics.Slope(resident) / Mebibyte;
        return string.Create(CultureInfo.InvariantCulture, $"""

            | period | events/s | age p50, ms | age p99, ms | age max, ms | resident at its end, MiB | server, cores | client, cores | others, cores |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
            {string.Join('\n', rows)}
            {Row("all", sum)}

            Resident memory: {resident[0].Bytes / Mebibyte:F1} MiB at first, {resident[^1].Bytes / Mebibyte:F1} MiB at last, {slope:+0.00;-0.00} MiB a minute (the line of least squares through {resident.Length} readings).
            {options.Connections:N0} connections, {options.Streaming:N0} of them with {options.Rate} events/s each; {options.Time.TotalMinutes:0.##} minutes after {options.WarmUp.TotalSeconds} s of warm-up. An event's age: from the agent's step until the client has it; up to 1 ms too high, because the event tells its time in whole milliseconds. Every event was counted and its order checked.
            {machine}
            """);
    }

    private static string Row(string name, SoakPeriod period)
    {
        var (window, latencies) = (period.Window, period.Latencies);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {window.Count / window.Seconds:N0} | {latencies.Percentile(0.5):F1} | {latencies.Percentile(0.99):F1} | {latencies.Max:F1} | {period.Resident[^1].Bytes / Mebibyte:F1} |") +
            string.Concat(window.Cores().Where(measured => measured.Figure != Figures.StolenCores)
                .Select(measured => $" {measured.Value.ToString(measured.Figure.Format, CultureInfo.InvariantCulture)} |"));
    }
}

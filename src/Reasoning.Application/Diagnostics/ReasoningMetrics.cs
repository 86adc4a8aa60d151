using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Reasoning.Application.Diagnostics;

/// <summary>The server's own figures, on the meter <c>Reasoning</c>.</summary>
public sealed class ReasoningMetrics : IDisposable
{
    public const string MeterName = "Reasoning";

    private readonly Meter _meter;
    private readonly Histogram<double> _requestDuration;
    private readonly UpDownCounter<int> _activeRuns;
    private readonly UpDownCounter<int> _abandonedRuns;
    private readonly UpDownCounter<int> _connections;

    public ReasoningMetrics(IMeterFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        _meter = factory.Create(MeterName);
        _requestDuration = _meter.CreateHistogram<double>("reasoning.request.duration", "s", "Time to accept a command or answer a query.");
        _activeRuns = _meter.CreateUpDownCounter<int>("reasoning.runs.active", "{run}", "Runs whose work is in progress.");
        _abandonedRuns = _meter.CreateUpDownCounter<int>("reasoning.runs.abandoned", "{run}", "Runs that have ended although their work goes on.");
        _connections = _meter.CreateUpDownCounter<int>("reasoning.connections.active", "{connection}", "Open connections.");
    }

    public void RequestEnded(string request, string outcome, TimeSpan duration)
    {
        if (_requestDuration.Enabled)
        {
            _requestDuration.Record(
                duration.TotalSeconds, new TagList { { "reasoning.request", request }, { "reasoning.outcome", outcome } });
        }
    }

    public void RunsChanged(int delta) => _activeRuns.Add(delta);

    public void AbandonedChanged(int delta) => _abandonedRuns.Add(delta);

    public void ConnectionsChanged(int delta) => _connections.Add(delta);

    public void Dispose() => _meter.Dispose();
}

using System.Diagnostics.Metrics;
using Reasoning.Application.Diagnostics;

namespace Reasoning.IntegrationTests.Hosting;

/// <summary>What one server's own meter says of its runs and connections.</summary>
internal sealed class RunGauge : IDisposable
{
    private readonly MeterListener _listener = new();
    private int _active;
    private int _abandoned;
    private int _connections;

    public RunGauge(IMeterFactory factory)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == ReasoningMetrics.MeterName && ReferenceEquals(instrument.Meter.Scope, factory))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, change, _, _) => Count(instrument.Name, change));
        _listener.Start();
    }

    /// <summary>Runs whose work is in progress.</summary>
    public int Active => Volatile.Read(ref _active);

    /// <summary>Runs that have ended although their work goes on.</summary>
    public int Abandoned => Volatile.Read(ref _abandoned);

    public int Connections => Volatile.Read(ref _connections);

    public void Dispose() => _listener.Dispose();

    private void Count(string instrument, int change)
    {
        switch (instrument)
        {
            case "reasoning.runs.active":
                Interlocked.Add(ref _active, change);
                break;
            case "reasoning.runs.abandoned":
                Interlocked.Add(ref _abandoned, change);
                break;
            case "reasoning.connections.active":
                Interlocked.Add(ref _connections, change);
                break;
        }
    }
}

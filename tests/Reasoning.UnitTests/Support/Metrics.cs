using System.Diagnostics.Metrics;
using Reasoning.Application.Diagnostics;

namespace Reasoning.UnitTests.Support;

/// <summary>The server's figures, as a listener sees them.</summary>
internal sealed class Metrics : IMeterFactory
{
    private readonly List<Meter> _meters = [];
    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, double> _sums = [];
    private readonly List<(string Name, double Value, string Tags)> _records = [];

    public Metrics()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == this)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument.Name, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument.Name, value, tags));
        _listener.Start();
        Reasoning = new ReasoningMetrics(this);
    }

    public ReasoningMetrics Reasoning { get; }

    public IReadOnlyList<(string Name, double Value, string Tags)> Records
    {
        get
        {
            lock (_lock)
                return [.. _records];
        }
    }

    public double Sum(string name)
    {
        lock (_lock)
            return _sums.GetValueOrDefault(name);
    }

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.ForEach(meter => meter.Dispose());
    }

    private void Note(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
        lock (_lock)
        {
            _sums[name] = _sums.GetValueOrDefault(name) + value;
            _records.Add((name, value, text));
        }
    }
}

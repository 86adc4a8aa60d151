using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Reasoning.Application.Diagnostics;

namespace Reasoning.UnitTests.Support;

/// <summary>The figures of models and tools that are recorded while it listens, those of other tests among them.</summary>
internal sealed class AgentFigures : IDisposable
{
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _records = [];
    private readonly MeterListener _listener = new();

    public AgentFigures()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Telemetry.MeterName)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument.Name, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument.Name, value, tags));
        _listener.Start();
    }

    /// <returns>Of one instrument, those whose tags speak of this; without it, so that the rest can be compared.</returns>
    public IReadOnlyList<(double Value, string Tags)> Of(string instrument, string tag) =>
        [.. _records.Where(record => record.Name == instrument && record.Tags.Contains(tag, StringComparison.Ordinal))
            .Select(record => (record.Value, record.Tags.Replace($" {tag}", "", StringComparison.Ordinal)))];

    public void Dispose() => _listener.Dispose();

    private void Note(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _records.Enqueue((name, value, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
}

using System.Collections.Concurrent;
using System.Diagnostics;
using Reasoning.Application.Diagnostics;

namespace Reasoning.UnitTests.Support;

/// <summary>The spans that end while it listens, those of other tests among them.</summary>
internal sealed class Spans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = [];
    private readonly ActivityListener _listener;

    public Spans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <returns>Those with this attribute, in the order of their ends.</returns>
    public IReadOnlyList<Activity> With(string attribute, object value) =>
        [.. _ended.Where(span => Equals(span.GetTagItem(attribute), value))];

    public void Dispose() => _listener.Dispose();
}

using System.Diagnostics.Metrics;

namespace Reasoning.Application.Diagnostics;

internal static class MeterHistograms
{
    /// <summary>A histogram that says itself which buckets suit it.</summary>
    public static Histogram<T> CreateHistogram<T>(this Meter meter, string name, string unit, string description, T[] boundaries)
        where T : struct =>
        meter.CreateHistogram(name, unit, description, tags: null, new InstrumentAdvice<T> { HistogramBucketBoundaries = boundaries });
}

namespace Reasoning.Benchmarks.Soak;

/// <summary>How often each latency was seen: millions of them in little memory.</summary>
internal sealed class Latencies
{
    private const double BucketsPerMillisecond = 10;

    /// <summary>Up to 10 s; what takes longer counts as that, and the maximum tells.</summary>
    private readonly long[] _buckets = new long[100_000];
    private readonly Lock _lock = new();
    private double _max;

    public double Max => _max;

    public void Add(double milliseconds)
    {
        var bucket = (int)Math.Clamp(milliseconds * BucketsPerMillisecond, 0, _buckets.Length - 1);
        lock (_lock)
        {
            _buckets[bucket]++;
            _max = Math.Max(_max, milliseconds);
        }
    }

    public void Add(Latencies other)
    {
        for (var bucket = 0; bucket < _buckets.Length; bucket++)
            _buckets[bucket] += other._buckets[bucket];
        _max = Math.Max(_max, other._max);
    }

    /// <returns>Milliseconds, to the upper end of a tenth.</returns>
    public double Percentile(double share)
    {
        var missing = _buckets.Sum() * share;
        var bucket = 0;
        while (bucket < _buckets.Length - 1 && (missing -= _buckets[bucket]) > 0)
            bucket++;
        return (bucket + 1) / BucketsPerMillisecond;
    }
}

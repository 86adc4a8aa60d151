namespace Reasoning.ChaosTests;

/// <summary>What was done to whom how often: chaos that never happened proves nothing.</summary>
internal sealed class FaultCount
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public void Add(string fault)
    {
        lock (_lock)
            _counts[fault] = _counts.GetValueOrDefault(fault) + 1;
    }

    public int this[string fault]
    {
        get
        {
            lock (_lock)
                return _counts.GetValueOrDefault(fault);
        }
    }

    public override string ToString()
    {
        lock (_lock)
            return string.Join(", ", _counts.Select(count => $"{count.Key} {count.Value}"));
    }
}

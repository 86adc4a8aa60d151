using System.Diagnostics.CodeAnalysis;

namespace Reasoning.ChaosTests.Checks;

/// <summary>What was found that must not be. The first one ends the chaos: what follows from it would only hide it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The token source owns no timer and no handle.")]
internal sealed class Violations
{
    private const int Shown = 20;

    private readonly Lock _lock = new();
    private readonly List<string> _found = [];
    private readonly CancellationTokenSource _first = new();

    public CancellationToken First => _first.Token;

    public bool Any => _first.IsCancellationRequested;

    public void Add(string violation)
    {
        lock (_lock)
            _found.Add(violation);
        _first.Cancel();
    }

    public IReadOnlyList<string> ToList()
    {
        lock (_lock)
            return [.. _found];
    }

    public override string ToString()
    {
        var found = ToList();
        var more = found.Count > Shown ? $"\n… and {found.Count - Shown} more" : "";
        return string.Join('\n', found.Take(Shown)) + more;
    }
}

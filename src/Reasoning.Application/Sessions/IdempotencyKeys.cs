using Reasoning.Domain.Runs;

namespace Reasoning.Application.Sessions;

/// <summary>
/// Which run each idempotency key of a session stands for, as far as its core knows: those of active runs. Of the others
/// the store is asked, once for all who wait for the same key.
/// </summary>
internal sealed class IdempotencyKeys
{
    private readonly Dictionary<string, KeyedRun> _runs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<RunCandidate>> _waiting = new(StringComparer.Ordinal);

    public bool IsWaiting => _waiting.Count > 0;

    /// <summary>The keys for which the store was asked.</summary>
    public IReadOnlyList<string> Asked => [.. _waiting.Keys];

    public KeyedRun? Find(string key) => _runs.GetValueOrDefault(key);

    public void Remember(string key, RunId run, RunRequest request) => _runs[key] = new KeyedRun(run, request);

    public void Forget(RunId run)
    {
        foreach (var (key, keyed) in _runs)
        {
            if (keyed.Run == run)
                _runs.Remove(key);
        }
    }

    /// <summary>Waits for what the store has for its key.</summary>
    /// <returns>Whether the store has to be asked: nobody waited for this key before.</returns>
    public bool Wait(string key, RunCandidate candidate)
    {
        if (_waiting.TryGetValue(key, out var others))
        {
            others.Add(candidate);
            return false;
        }

        _waiting.Add(key, [candidate]);
        return true;
    }

    /// <summary>The store has answered: those who waited, in the order in which they came.</summary>
    public IReadOnlyList<RunCandidate> TakeWaiting(string key) => _waiting.Remove(key, out var candidates) ? candidates : [];
}

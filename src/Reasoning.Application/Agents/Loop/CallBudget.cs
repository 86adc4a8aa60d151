namespace Reasoning.Application.Agents.Loop;

/// <summary>Counts a run's tool calls and keeps their ids apart.</summary>
internal sealed class CallBudget(int limit)
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private int _taken;

    /// <summary>A call was refused: the model has to answer now.</summary>
    public bool Refused { get; private set; }

    public bool TryTake()
    {
        if (_taken >= limit)
        {
            Refused = true;
            return false;
        }

        _taken++;
        return true;
    }

    /// <summary>Some servers give no id, or <c>call_0</c> in every turn; clients tell a run's calls apart by it.</summary>
    public string UniqueId(string? id)
    {
        if (string.IsNullOrEmpty(id))
            id = "call";

        var unique = id;
        for (var n = 2; !_ids.Add(unique); n++)
            unique = $"{id}-{n}";
        return unique;
    }
}

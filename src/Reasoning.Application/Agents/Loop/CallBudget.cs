using Microsoft.Extensions.AI;

namespace Reasoning.Application.Agents.Loop;

/// <summary>Counts a run's tool calls and keeps their ids apart.</summary>
internal sealed class CallBudget(AgentLoopOptions options)
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _made = new(StringComparer.Ordinal);
    private int _taken;

    /// <summary>Why no more calls are made, and the model has to answer now; <see langword="null"/> while they are.</summary>
    public string? Exhausted { get; private set; }

    public bool TryTake(FunctionCallContent call)
    {
        var key = ToolText.Key(call);
        var made = _made.GetValueOrDefault(key);
        if (_taken >= options.MaxToolCalls)
            Exhausted = $"The limit of {options.MaxToolCalls} tool calls is reached; no more are made.";
        else if (made >= options.MaxEqualCalls)
            Exhausted = $"The same call was made {made} times; no more are made.";
        if (Exhausted is not null)
            return false;

        _taken++;
        _made[key] = made + 1;
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

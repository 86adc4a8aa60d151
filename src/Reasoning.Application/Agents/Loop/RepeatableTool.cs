using Microsoft.Extensions.AI;

namespace Reasoning.Application.Agents.Loop;

/// <summary>
/// Marks tools that only read, or that may be called twice with the same arguments as if it were once: a call that a
/// crash cut short is made again. Of any other tool it is not known whether it took effect, and the model is told so.
/// </summary>
public static class RepeatableTool
{
    private const string Key = "repeatable";

    /// <summary>What to give <see cref="AIFunctionFactoryOptions.AdditionalProperties"/> of such a tool.</summary>
    public static IReadOnlyDictionary<string, object?> Mark { get; } = new Dictionary<string, object?> { [Key] = true };

    public static bool IsMarked(AITool tool)
    {
        ArgumentNullException.ThrowIfNull(tool);
        return tool.AdditionalProperties.TryGetValue(Key, out var value) && value is true;
    }
}

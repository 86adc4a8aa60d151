using Microsoft.Extensions.AI;

namespace Reasoning.Application.Agents.Loop;

/// <summary>The effect that a tool declares.</summary>
public static class ToolEffects
{
    private const string Key = "effect";

    /// <summary>What to give <see cref="AIFunctionFactoryOptions.AdditionalProperties"/> of a tool with this effect.</summary>
    public static IReadOnlyDictionary<string, object?> Declare(ToolEffect effect) => new Dictionary<string, object?> { [Key] = effect };

    /// <summary>What the tool declares; <see cref="ToolEffect.ChangesThings"/> when it declares nothing.</summary>
    public static ToolEffect Of(AITool tool)
    {
        ArgumentNullException.ThrowIfNull(tool);
        return tool.AdditionalProperties.TryGetValue(Key, out var value) && value is ToolEffect effect ? effect : ToolEffect.ChangesThings;
    }
}

using Microsoft.Extensions.AI;
using Reasoning.Application.Agents.Loop;

namespace Reasoning.Application.Agents;

/// <summary>What an agent says of itself, to clients too.</summary>
/// <param name="Name">Unique, ordinal: the <c>agent_name</c> of the protocol.</param>
/// <param name="Description">What it does and what it does not do, in a sentence or two.</param>
/// <param name="Streaming">Whether its steps appear while it works (<see langword="false"/>: once it returns).</param>
/// <param name="Tools">What it may call.</param>
/// <param name="Recovery">What becomes of its unfinished runs.</param>
/// <param name="EnabledByDefault">Whether it is there unless <c>Agents:{Name}:Enabled</c> says otherwise.</param>
public sealed record AgentDescriptor(
    string Name,
    string Description,
    bool Streaming,
    IReadOnlyList<ToolDescriptor> Tools,
    AgentRecovery Recovery,
    bool EnabledByDefault = true)
{
    /// <summary>
    /// How many characters of the conversation so far it is given, unless <c>Agents:{Name}:ConversationBudget</c> says
    /// otherwise; zero when it has no use for them.
    /// </summary>
    public int ConversationBudget { get; init; }

    /// <summary>Why it cannot be asked as the server is configured; <see langword="null"/> when it can.</summary>
    public string? Unavailable { get; init; }
}

/// <summary>A tool as clients see it in the list of agents.</summary>
public sealed record ToolDescriptor(string Name, string Description, ToolEffect Effect = ToolEffect.ChangesThings)
{
    public static ToolDescriptor Of(AITool tool)
    {
        ArgumentNullException.ThrowIfNull(tool);
        return new ToolDescriptor(tool.Name, tool.Description, ToolEffects.Of(tool));
    }
}

using System.ComponentModel.DataAnnotations;

namespace Reasoning.Infrastructure.Agents.Definitions;

/// <summary>An agent of the configuration. Section <c>Agents:Definitions:{name}</c>.</summary>
internal sealed class AgentDefinition
{
    /// <summary>What does its work. That of <see cref="AgentKind.Http"/> has its settings in <see cref="Remote.RemoteAgentOptions"/>.</summary>
    public AgentKind Kind { get; set; }

    /// <summary>What it does, in a sentence or two, for whoever chooses among agents.</summary>
    [Required]
    public string Description { get; set; } = "";

    /// <summary>A name in <c>Models</c>; by default the first there, by name, that has all it needs.</summary>
    public string? Model { get; set; }

    /// <summary>Who it is and how it should work: its system prompt.</summary>
    public string Instructions { get; set; } = "";

    /// <summary>The names of the tools it may use.</summary>
    public string[] Tools { get; set; } = [];

    /// <summary>Characters of the conversation so far that it is given.</summary>
    [Range(0, 10_000_000)]
    public int ConversationBudget { get; set; } = 16_000;
}

using System.Diagnostics.CodeAnalysis;

namespace Reasoning.Application.Agents;

/// <summary>The agents that this server offers, by name.</summary>
public interface IAgentCatalog
{
    /// <summary>All agents, sorted by name (ordinal).</summary>
    IReadOnlyList<AgentDescriptor> Agents { get; }

    bool TryGet(string name, [NotNullWhen(true)] out IAgent? agent);
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Reasoning.Application.Agents;

namespace Reasoning.Infrastructure.Agents;

/// <summary>The agents that were found in the program, as far as the configuration wants them.</summary>
internal sealed class AgentCatalog : IAgentCatalog
{
    private const int MaxConversationBudget = 10_000_000;

    private readonly Dictionary<string, IAgent> _byName;

    /// <exception cref="InvalidOperationException">Two agents have one name, or a setting of one has no such value.</exception>
    public AgentCatalog(IEnumerable<IAgent> agents, IEnumerable<IBatchAgent> batchAgents, IConfiguration configuration)
    {
        List<IAgent> all = [.. agents, .. batchAgents.Select(agent => new BatchAgentAdapter(agent))];
        // Among all of them, enabled or not: a switch in the configuration must not make the start fail.
        var twice = all.CountBy(agent => agent.Descriptor.Name).Where(name => name.Value > 1).Select(name => name.Key).ToList();
        if (twice.Count > 0)
            throw new InvalidOperationException($"Several agents have the same name: {string.Join(", ", twice)}.");

        _byName = all
            .Where(agent => IsEnabled(agent.Descriptor, configuration))
            .Select(agent => Configure(agent, configuration))
            .ToDictionary(agent => agent.Descriptor.Name, StringComparer.Ordinal);
        Agents = [.. _byName.Values.Select(agent => agent.Descriptor).OrderBy(agent => agent.Name, StringComparer.Ordinal)];
    }

    public IReadOnlyList<AgentDescriptor> Agents { get; }

    public bool TryGet(string name, [NotNullWhen(true)] out IAgent? agent) => _byName.TryGetValue(name, out agent);

    // Configuration keys know no case: Agents:Load:Enabled is the switch of "load".
    private static bool IsEnabled(AgentDescriptor agent, IConfiguration configuration)
    {
        var key = $"Agents:{agent.Name}:Enabled";
        if (configuration[key] is not { Length: > 0 } value)
            return agent.EnabledByDefault;
        return bool.TryParse(value, out var enabled)
            ? enabled
            : throw new InvalidOperationException($"{key} must be true or false, not '{value}'.");
    }

    private static IAgent Configure(IAgent agent, IConfiguration configuration)
    {
        var key = $"Agents:{agent.Descriptor.Name}:ConversationBudget";
        if (configuration[key] is not { Length: > 0 } value)
            return agent;
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var budget) && budget <= MaxConversationBudget
            ? new ConfiguredAgent(agent, agent.Descriptor with { ConversationBudget = budget })
            : throw new InvalidOperationException($"{key} must be a number from 0 to {MaxConversationBudget}, not '{value}'.");
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Reasoning.Application.Agents;
using Reasoning.Infrastructure.Agents.Definitions;

namespace Reasoning.Infrastructure.Agents;

/// <summary>
/// The agents that were found in the program and those that the configuration defines, as far as it wants them. It follows
/// the configuration; a run keeps the agent with which it began.
/// </summary>
internal sealed partial class AgentCatalog : IAgentCatalog, IDisposable
{
    private const int MaxConversationBudget = 10_000_000;

    private readonly List<IAgent> _found;
    private readonly DefinedAgents _defined;
    private readonly IConfiguration _configuration;
    private readonly ILogger<AgentCatalog> _logger;
    private readonly IDisposable _changes;
    private volatile Dictionary<string, IAgent> _byName;

    /// <exception cref="InvalidOperationException">Two agents have one name, or a setting of one has no such value.</exception>
    public AgentCatalog(
        IEnumerable<IAgent> agents,
        IEnumerable<IBatchAgent> batchAgents,
        DefinedAgents defined,
        IConfiguration configuration,
        ILogger<AgentCatalog> logger)
    {
        (_defined, _configuration, _logger) = (defined, configuration, logger);
        _found = [.. agents, .. batchAgents.Select(agent => new BatchAgentAdapter(agent))];
        // Among all of them, enabled or not: a switch in the configuration must not make the start fail.
        var twice = _found.CountBy(agent => agent.Descriptor.Name).Where(name => name.Value > 1).Select(name => name.Key).ToList();
        if (twice.Count > 0)
            throw new InvalidOperationException($"Several agents have the same name: {string.Join(", ", twice)}.");

        Read();
        _changes = ChangeToken.OnChange(configuration.GetReloadToken, ReadAgain);
    }

    // As they are now: an agent's model may have failed a moment ago.
    public IReadOnlyList<AgentDescriptor> Agents =>
        [.. _byName.Values.Select(agent => agent.Descriptor).OrderBy(agent => agent.Name, StringComparer.Ordinal)];

    public bool TryGet(string name, [NotNullWhen(true)] out IAgent? agent) => _byName.TryGetValue(name, out agent);

    public void Dispose() => _changes.Dispose();

    [MemberNotNull(nameof(_byName))]
    private void Read()
    {
        var byName = _found
            .Select(agent => Configure(agent, _configuration))
            .ToDictionary(agent => agent.Descriptor.Name, StringComparer.Ordinal);

        // A definition takes the place of an agent that was found, unless it could not answer as it is configured. A model
        // that does not answer now may do so in a moment, when nobody reads the configuration again.
        foreach (var agent in _defined.Read())
        {
            if (agent is not UnavailableAgent || !byName.ContainsKey(agent.Descriptor.Name))
                byName[agent.Descriptor.Name] = agent;
        }

        _byName = byName.Where(agent => IsEnabled(agent.Value.Descriptor, _configuration)).ToDictionary(StringComparer.Ordinal);
    }

    private void ReadAgain()
    {
        try
        {
            Read();
            LogRead(_logger, string.Join(", ", _byName.Keys.Order(StringComparer.Ordinal)));
        }
        catch (InvalidOperationException exception)
        {
            // The server goes on as it was: a mistake in a file must not take the agents away from those who use them.
            LogWrong(_logger, exception);
        }
    }

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

    [LoggerMessage(LogLevel.Information, "The configuration has changed; the agents are {Agents}")]
    private static partial void LogRead(ILogger logger, string agents);

    [LoggerMessage(LogLevel.Error, "The configuration of the agents is wrong; they stay as they were")]
    private static partial void LogWrong(ILogger logger, Exception exception);
}

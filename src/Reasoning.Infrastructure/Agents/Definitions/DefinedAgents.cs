using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Reasoning.Application.Agents;
using Reasoning.Application.Agents.Loop;
using Reasoning.Infrastructure.Agents.Models;
using Reasoning.Infrastructure.Agents.Models.Checks;
using Reasoning.Infrastructure.Agents.Remote;

namespace Reasoning.Infrastructure.Agents.Definitions;

/// <summary>Makes the agents that the configuration defines.</summary>
internal sealed class DefinedAgents(
    IConfiguration configuration, IEnumerable<IToolSource> tools, ModelTransport transport, ModelStates states, RemoteHttp http, TimeProvider time, ILogger<AgentLoop> logger)
{
    private const string Section = "Agents:Definitions";

    private readonly Dictionary<string, AIFunction> _tools = ByName(tools);

    /// <summary>Those that are in the configuration now.</summary>
    /// <exception cref="InvalidOperationException">A setting has no such value.</exception>
    public IReadOnlyList<IAgent> Read()
    {
        var models = new ModelCatalog(configuration, transport, states);
        return [.. configuration.GetSection(Section).GetChildren().Select(section => Create(section, models))];
    }

    private IAgent Create(IConfigurationSection section, ModelCatalog models)
    {
        // Not bound to a name: a definition that wants other limits than the rest has them under Limits.
        var limits = new AgentLoopOptions();
        configuration.GetSection(AgentLoopOptions.Section).Bind(limits);
        section.GetSection("Limits").Bind(limits);
        var definition = section.Get<AgentDefinition>() ?? new AgentDefinition();
        section.Validate(definition);
        if (definition.Kind == AgentKind.Http)
            return CreateRemote(section, definition);
        section.Validate(limits);

        var missing = definition.Tools.Where(tool => !_tools.ContainsKey(tool)).ToList();
        if (missing.Count > 0)
            throw new InvalidOperationException($"{section.Path}:Tools: there is no tool {string.Join(", ", missing)}. There is: {string.Join(", ", _tools.Keys)}.");

        List<AIFunction> own = [.. definition.Tools.Distinct(StringComparer.Ordinal).Select(tool => _tools[tool])];
        var descriptor = new AgentDescriptor(
            section.Key,
            definition.Description,
            Streaming: true,
            [.. own.Select(ToolDescriptor.Of)],
            AgentRecovery.Continue)
        {
            ConversationBudget = definition.ConversationBudget,
        };

        if ((definition.Model ?? models.Default) is not { } model)
            return new UnavailableAgent(descriptor with { Unavailable = models.Missing() });
        return models.TryConnect(model, out var client, out var reason)
            ? new LanguageModelAgent(descriptor, definition.Instructions, new AgentLoop(client, own, limits, time, logger), () => states.ProblemOf(model))
            : new UnavailableAgent(descriptor with { Unavailable = reason });
    }

    private RemoteAgent CreateRemote(IConfigurationSection section, AgentDefinition definition)
    {
        var options = section.Get<RemoteAgentOptions>() ?? new RemoteAgentOptions();
        section.Validate(options);
        var descriptor = new AgentDescriptor(section.Key, definition.Description, Streaming: true, Tools: [], options.Recovery)
        {
            ConversationBudget = definition.ConversationBudget,
        };
        return new RemoteAgent(descriptor, options, http);
    }

    private static Dictionary<string, AIFunction> ByName(IEnumerable<IToolSource> sources)
    {
        List<AIFunction> tools = [.. sources.SelectMany(source => source.All)];
        var twice = tools.CountBy(tool => tool.Name).Where(name => name.Value > 1).Select(name => name.Key).ToList();
        return twice.Count == 0
            ? tools.ToDictionary(tool => tool.Name, StringComparer.Ordinal)
            : throw new InvalidOperationException($"Several tools have the same name: {string.Join(", ", twice)}.");
    }
}

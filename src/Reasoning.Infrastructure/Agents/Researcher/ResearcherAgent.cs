using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reasoning.Application.Agents;
using Reasoning.Application.Agents.Loop;
using Reasoning.Application.Knowledge;

namespace Reasoning.Infrastructure.Agents.Researcher;

/// <summary>The embedded default: it needs no key and no network.</summary>
internal sealed class ResearcherAgent : IAgent
{
    /// <summary>Follow-up questions refer to what was asked a moment ago, not long before.</summary>
    private const int ConversationBudget = 16_000;

    private readonly AgentLoop _loop;

    public ResearcherAgent(IKnowledgeIndex index, IOptions<AgentLoopOptions> options, TimeProvider time, ILogger<AgentLoop> logger)
    {
        var tools = new ResearchTools(index, time);
        Descriptor = new AgentDescriptor(
            "researcher",
            "Offline research without a language model: it searches a folder of documents by rules, quotes what it finds with its source, and says when it finds nothing.",
            Streaming: true,
            tools.Descriptors,
            AgentRecovery.Continue)
        {
            ConversationBudget = ConversationBudget,
        };
        _loop = new AgentLoop(new OfflinePlanner(), tools.All, options.Value, time, logger);
    }

    public AgentDescriptor Descriptor { get; }

    public IAsyncEnumerable<AgentOutput> RunAsync(RunContext context, CancellationToken cancellationToken) =>
        _loop.RunAsync(ConversationMessages.Of(context), context.Notes, cancellationToken);
}

using Microsoft.Extensions.AI;
using Reasoning.Application.Agents;
using Reasoning.Application.Agents.Loop;

namespace Reasoning.Infrastructure.Agents.Definitions;

/// <summary>An agent of the configuration: a language model with instructions and tools, on the loop that all agents share.</summary>
/// <param name="problem">What is wrong with its model now. It is asked all the same: what was wrong may be over.</param>
internal sealed class LanguageModelAgent(AgentDescriptor descriptor, string instructions, AgentLoop loop, Func<string?> problem) : IAgent
{
    public AgentDescriptor Descriptor => problem() is { } wrong ? descriptor with { Unavailable = wrong } : descriptor;

    public IAsyncEnumerable<AgentOutput> RunAsync(RunContext context, CancellationToken cancellationToken)
    {
        var conversation = ConversationMessages.Of(context);
        if (instructions.Length > 0)
            conversation = conversation.Prepend(new ChatMessage(ChatRole.System, instructions));
        return loop.RunAsync(conversation, context.Notes, cancellationToken);
    }
}

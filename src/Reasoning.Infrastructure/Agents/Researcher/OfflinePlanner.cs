using Microsoft.Extensions.AI;
using Reasoning.Infrastructure.Agents.Researcher.Calculations;
using Reasoning.Infrastructure.Agents.Researcher.Plans;
using Reasoning.Infrastructure.Agents.Researcher.Questions;

namespace Reasoning.Infrastructure.Agents.Researcher;

/// <summary>
/// Plans research by rules, in the place of a language model. It keeps no state: each turn it works out from the
/// conversation how far it is, so it goes on from any conversation that was stored.
/// </summary>
internal sealed class OfflinePlanner : IChatClient
{
    private static readonly ChatClientMetadata Metadata = new("reasoning", providerUri: null, "offline-planner");

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var state = ResearchState.From(messages);
        return Next(state, mayCall: options is { Tools.Count: > 0, ToolMode: not NoneChatToolMode }).ToUpdates(state.Calls).ToAsyncEnumerable();
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? Metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
        // Nothing is held.
    }

    private static PlannedTurn Next(ResearchState state, bool mayCall)
    {
        if (Calculation.Find(state.Message) is { } calculation)
            return Computation.Next(state, calculation, mayCall);

        var question = FollowUp.Resolve(state.Messages);
        if (question.Terms.Count == 0)
        {
            return PlannedTurn.Say(
                "The message has no word that I could search for.",
                "I look things up in a folder of documents, without a language model. Ask me about something that may stand there; name it, and I quote what I find.");
        }

        // A passage that is gone, because its document has changed meanwhile, leaves the others.
        if (state.Failure is { } failure && state.Passages.Count == 0)
            return PlannedTurn.Say("A tool failed, so I cannot go on.", $"I could not finish the search. {failure}");
        return question.Sides.Count > 0 ? Juxtaposition.Next(state, question, mayCall) : Lookup.Next(state, question, mayCall);
    }
}

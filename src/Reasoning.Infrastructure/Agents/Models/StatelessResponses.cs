using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI.Responses;

namespace Reasoning.Infrastructure.Agents.Models;

/// <summary>
/// OpenAI's Responses without the provider's memory: a run that goes on after a crash has only what is in its own log. What
/// the model thought comes encrypted, and goes back with the next turn.
/// </summary>
internal sealed class StatelessResponses(IChatClient client) : DelegatingChatClient(client)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var stateless = options?.Clone() ?? new ChatOptions();
#pragma warning disable OPENAI001 // Their client's interface may still change; their service's has not.
        stateless.RawRepresentationFactory = _ => new CreateResponseOptions
        {
            StoredOutputEnabled = false,
            IncludedProperties = { IncludedResponseProperty.ReasoningEncryptedContent },
        };
#pragma warning restore OPENAI001

        // Without it the model thinks, and does not tell.
        stateless.Reasoning ??= new ReasoningOptions();
        stateless.Reasoning.Output ??= ReasoningOutput.Summary;
        await foreach (var update in base.GetStreamingResponseAsync(messages, stateless, cancellationToken))
        {
            TellEnd(update);
            yield return update;
        }
    }

#pragma warning disable OPENAI001 // Their client's interface may still change; their service's has not.
    /// <summary>The client tells of one way to end, and leaves out two.</summary>
    private static void TellEnd(ChatResponseUpdate update)
    {
        switch (update.RawRepresentation)
        {
            case StreamingResponseFailedUpdate { Response.Error: var error }:
                update.Contents.Add(new ErrorContent(error?.Message) { ErrorCode = error?.Code.ToString() });
                break;
            case StreamingResponseIncompleteUpdate { Response.IncompleteStatusDetails: var why }:
                update.FinishReason = why?.Reason == ResponseIncompleteStatusReason.ContentFilter ? ChatFinishReason.ContentFilter : ChatFinishReason.Length;
                break;
        }
    }
#pragma warning restore OPENAI001
}

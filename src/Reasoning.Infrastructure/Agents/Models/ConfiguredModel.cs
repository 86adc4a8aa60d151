using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Reasoning.Infrastructure.Agents.Models;

/// <summary>A model as the configuration wants it, whose failures are the loop's, whoever provides it.</summary>
internal sealed class ConfiguredModel(IChatClient provider, ModelOptions model, TimeProvider time) : DelegatingChatClient(provider)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var updates = base.GetStreamingResponseAsync(messages, Configure(options), cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(updates))
            yield return updates.Current;
    }

    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<ChatResponseUpdate> updates)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (Exception exception) when (ProviderFailure.Of(exception, time.GetUtcNow()) is { } failure)
        {
            throw failure;
        }
    }

    private ChatOptions Configure(ChatOptions? options)
    {
        var configured = options?.Clone() ?? new ChatOptions();
        configured.Temperature = model.Temperature;
        configured.MaxOutputTokens = model.MaxOutputTokens;
        if (model.Effort is { } effort)
        {
            configured.Reasoning = new ReasoningOptions
            {
                Effort = effort switch
                {
                    ModelEffort.None => ReasoningEffort.None,
                    ModelEffort.Low => ReasoningEffort.Low,
                    ModelEffort.Medium => ReasoningEffort.Medium,
                    _ => ReasoningEffort.High,
                },
            };
        }

        return configured;
    }
}

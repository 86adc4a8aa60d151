using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Reasoning.Application.Agents.Loop;
using Reasoning.Infrastructure.Agents.Models.Checks;
using Reasoning.Infrastructure.Agents.Models.Failures;

namespace Reasoning.Infrastructure.Agents.Models;

/// <summary>A model as the configuration wants it, whose failures are the loop's, whoever provides it.</summary>
/// <param name="key">It must not get into a log, and a provider may repeat it.</param>
internal sealed class ConfiguredModel(IChatClient provider, string name, ModelOptions model, string? key, ModelStates states) : DelegatingChatClient(provider)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var updates = base.GetStreamingResponseAsync(messages, Configure(options), cancellationToken).GetAsyncEnumerator(cancellationToken);
        var hasAnswered = false;
        while (await MoveNextAsync(updates))
        {
            if (!hasAnswered)
                states.Answered(name);
            hasAnswered = true;
            if (updates.Current.Contents.OfType<ErrorContent>().FirstOrDefault() is { } error)
                throw StreamFailure.Hide(StreamFailure.Of(error), key);
            yield return updates.Current;
        }
    }

    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<ChatResponseUpdate> updates)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (ModelException refused)
        {
            states.Failed(name, refused);
            throw;
        }
        catch (Exception exception) when (StreamFailure.Of(exception) is { } failure)
        {
            var told = StreamFailure.Hide(failure, key);
            states.Failed(name, told);
            throw told;
        }
    }

    private ChatOptions Configure(ChatOptions? options)
    {
        var configured = options?.Clone() ?? new ChatOptions();
        if (configured.ToolMode is NoneChatToolMode && !ModelProviders.All[model.Provider].NeedsToolsOfHistory)
        {
            // What a model is not told of it does not call, whatever its server makes of a prohibition.
            configured.Tools = null;
            configured.ToolMode = null;
        }

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

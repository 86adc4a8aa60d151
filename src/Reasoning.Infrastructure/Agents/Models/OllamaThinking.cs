using Microsoft.Extensions.AI;
using OllamaSharp;
using OllamaSharp.Models;

namespace Reasoning.Infrastructure.Agents.Models;

/// <summary>
/// Ollama takes a level from one family of models, and from all others only whether they shall think
/// (docs.ollama.com/capabilities/thinking).
/// </summary>
internal sealed class OllamaThinking(IChatClient client, ModelOptions model) : DelegatingChatClient(client)
{
    private const string WithLevels = "gpt-oss";

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (model.Effort is not { } effort)
            return base.GetStreamingResponseAsync(messages, options, cancellationToken);

        var thinking = options?.Clone() ?? new ChatOptions();
        thinking.Reasoning = null;
        thinking.AddOllamaOption(
            OllamaOption.Think,
            model.Model.Contains(WithLevels, StringComparison.OrdinalIgnoreCase) && effort != ModelEffort.None
                ? effort.ToString().ToLowerInvariant()
                : effort != ModelEffort.None);
        return base.GetStreamingResponseAsync(messages, thinking, cancellationToken);
    }
}

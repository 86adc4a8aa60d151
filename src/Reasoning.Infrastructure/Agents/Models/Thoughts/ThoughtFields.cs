using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace Reasoning.Infrastructure.Agents.Models.Thoughts;

/// <summary>
/// Finds what a model thinks in <c>reasoning</c>, as vLLM and OpenRouter call it, and notes by which name a server told it:
/// <c>reasoning_content</c> elsewhere.
/// </summary>
internal sealed class ThoughtFields(IChatClient client) : DelegatingChatClient(client)
{
    /// <summary>Under which a thought keeps the name of its field.</summary>
    public const string Property = "field";

    public const string Reasoning = "reasoning";
    public const string ReasoningContent = "reasoning_content";

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            if (update.Contents.OfType<TextReasoningContent>().FirstOrDefault() is { } thought)
                Note(thought, ReasoningContent);
            else if (update.RawRepresentation is StreamingChatCompletionUpdate raw && Read(raw) is { Length: > 0 } text)
                update.Contents.Insert(0, Note(new TextReasoningContent(text), Reasoning));
            yield return update;
        }
    }

    private static TextReasoningContent Note(TextReasoningContent thought, string field)
    {
        (thought.AdditionalProperties ??= [])[Property] = field;
        return thought;
    }

#pragma warning disable SCME0001 // There is no other way to a field that the client does not know.
    private static string? Read(StreamingChatCompletionUpdate update) =>
        update.Patch.TryGetValue("$.choices[0].delta.reasoning"u8, out string? text) ? text : null;
#pragma warning restore SCME0001
}

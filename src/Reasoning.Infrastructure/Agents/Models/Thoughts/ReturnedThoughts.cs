using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace Reasoning.Infrastructure.Agents.Models.Thoughts;

/// <summary>
/// Gives a model back what it thought when it called its tools, by the name under which its server told it. The client
/// leaves it out, and some servers refuse the turn without it (github.com/dotnet/extensions/issues/7525).
/// </summary>
internal sealed class ReturnedThoughts(IChatClient client) : DelegatingChatClient(client)
{
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetStreamingResponseAsync([.. messages.Select(message => Return(message, options))], options, cancellationToken);

    private static ChatMessage Return(ChatMessage message, ChatOptions? options)
    {
        if (message.Role != ChatRole.Assistant || !message.Contents.Any(content => content is FunctionCallContent))
            return message;

        var thoughts = message.Contents.OfType<TextReasoningContent>().Where(thought => FieldOf(thought) is not null).ToList();
        if (thoughts.Count == 0)
            return message;

        var raw = new[] { message }.AsOpenAIChatMessages(options).OfType<AssistantChatMessage>().Single();
        var text = string.Concat(thoughts.Select(thought => thought.Text));
#pragma warning disable SCME0001 // There is no other way to a field that the client does not know.
        if (FieldOf(thoughts[0]) == ThoughtFields.Reasoning)
            raw.Patch.Set("$.reasoning"u8, text);
        else
            raw.Patch.Set("$.reasoning_content"u8, text);
#pragma warning restore SCME0001
        var returned = message.Clone();
        returned.RawRepresentation = raw;
        return returned;
    }

    // Text, or JSON's once the turn was stored and read again.
    private static string? FieldOf(TextReasoningContent thought) => thought.AdditionalProperties?[ThoughtFields.Property]?.ToString();
}

using Microsoft.Extensions.AI;

namespace Reasoning.Application.Agents.Loop;

/// <summary>What was said in the session, as a model reads it.</summary>
public static class ConversationMessages
{
    /// <returns>The turns before, then what the user asks now.</returns>
    public static IEnumerable<ChatMessage> Of(RunContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        foreach (var (message, answer) in context.Conversation)
        {
            yield return new ChatMessage(ChatRole.User, message);
            if (answer is not null)
                yield return new ChatMessage(ChatRole.Assistant, answer);
        }

        yield return new ChatMessage(ChatRole.User, context.Request.Message);
    }
}

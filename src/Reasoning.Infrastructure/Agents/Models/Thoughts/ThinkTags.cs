using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Reasoning.Infrastructure.Agents.Models.Thoughts;

/// <summary>Makes thoughts of what stands between <c>&lt;think&gt;</c> and <c>&lt;/think&gt;</c> at the beginning of a turn: some servers show them so.</summary>
internal sealed class ThinkTags(IChatClient client) : DelegatingChatClient(client)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var splitter = new ThinkTagSplitter();
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            if (!splitter.IsDone)
                Split(update, splitter);
            yield return update;
        }

        if (splitter.End() is { Length: > 0 } rest)
            yield return new ChatResponseUpdate(ChatRole.Assistant, rest);
    }

    private static void Split(ChatResponseUpdate update, ThinkTagSplitter splitter)
    {
        List<AIContent> contents = [];
        foreach (var content in update.Contents)
        {
            if (content is TextContent text)
                contents.AddRange(splitter.Split(text.Text));
            else
                contents.Add(content);
        }

        update.Contents = contents;
    }
}

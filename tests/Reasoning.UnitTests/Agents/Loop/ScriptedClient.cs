using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Reasoning.UnitTests.Agents.Loop;

/// <summary>Plays one script a turn and remembers what it was asked.</summary>
internal sealed class ScriptedClient(params IReadOnlyList<IReadOnlyList<ChatResponseUpdate>> turns) : IChatClient
{
    public List<List<ChatMessage>> Conversations { get; } = [];

    public List<ChatOptions?> Options { get; } = [];

    /// <summary>Awaited before the last update of each turn.</summary>
    public Func<CancellationToken, Task> BeforeLastUpdate { get; init; } = _ => Task.CompletedTask;

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var turn = turns[Math.Min(Conversations.Count, turns.Count - 1)];
        Conversations.Add([.. messages]);
        Options.Add(options);
        for (var i = 0; i < turn.Count; i++)
        {
            if (i == turn.Count - 1)
                await BeforeLastUpdate(cancellationToken);
            yield return turn[i];
        }
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    public static ChatResponseUpdate Think(string text) => new(ChatRole.Assistant, [new TextReasoningContent(text)]);

    public static ChatResponseUpdate Say(string text) => new(ChatRole.Assistant, [new TextContent(text)]);

    public static ChatResponseUpdate Call(string tool, string id = "c1", params (string, object?)[] arguments) =>
        new(ChatRole.Assistant, [new FunctionCallContent(id, tool, arguments.ToDictionary(a => a.Item1, a => a.Item2))]);

    public static ChatResponseUpdate Used(long input, long output) =>
        new(ChatRole.Assistant, [new UsageContent(new UsageDetails { InputTokenCount = input, OutputTokenCount = output })]);

    public static ChatResponseUpdate End(ChatFinishReason? reason = null) =>
        new(ChatRole.Assistant, []) { FinishReason = reason ?? ChatFinishReason.Stop };
}

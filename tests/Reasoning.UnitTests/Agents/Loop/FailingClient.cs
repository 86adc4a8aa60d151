using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Reasoning.UnitTests.Agents.Loop;

/// <summary>Plays one script a call, in which each line says something or fails.</summary>
internal sealed class FailingClient(params IReadOnlyList<IReadOnlyList<Func<ChatResponseUpdate>>> scripts) : IChatClient
{
    public int Calls { get; private set; }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var script = scripts[Math.Min(Calls++, scripts.Count - 1)];
        foreach (var line in script)
        {
            await Task.Yield();
            yield return line();
        }
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}

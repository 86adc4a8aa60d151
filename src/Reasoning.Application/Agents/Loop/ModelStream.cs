using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Reasoning.Domain.Runs;

namespace Reasoning.Application.Agents.Loop;

/// <summary>A model's stream, with the many exceptions of the many providers turned into one.</summary>
internal static class ModelStream
{
    public static async IAsyncEnumerable<ChatResponseUpdate> ReadAsync(
        IChatClient client,
        IEnumerable<ChatMessage> messages,
        ChatOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The client gets its own list: the loop goes on to change its messages, and clients may keep what they were given.
        await using var updates = Open(client, [.. messages], options, cancellationToken);
        while (await MoveNextAsync(updates, cancellationToken))
            yield return updates.Current;
    }

    private static IAsyncEnumerator<ChatResponseUpdate> Open(
        IChatClient client, List<ChatMessage> messages, ChatOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return client.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        }
        catch (Exception exception) when (IsFailure(exception, cancellationToken))
        {
            throw Failed(exception);
        }
    }

    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<ChatResponseUpdate> updates, CancellationToken cancellationToken)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (Exception exception) when (IsFailure(exception, cancellationToken))
        {
            throw Failed(exception);
        }
    }

    // A cancellation that nobody asked for is an HTTP client's way to say that its time is up.
    private static bool IsFailure(Exception exception, CancellationToken cancellationToken) =>
        exception is not AgentException
        && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested);

    private static AgentException Failed(Exception exception) =>
        new(ErrorCode.AgentFailed, "The model could not be reached or failed.", exception);
}

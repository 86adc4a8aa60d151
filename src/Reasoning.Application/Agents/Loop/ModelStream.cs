using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Reasoning.Application.Agents.Loop;

/// <summary>A model's stream, with the many exceptions of the many providers turned into one, and limits to its silence and its length.</summary>
internal static class ModelStream
{
    /// <exception cref="ModelException">The model failed, or said nothing for too long.</exception>
    public static async IAsyncEnumerable<ChatResponseUpdate> ReadAsync(
        IChatClient client,
        IEnumerable<ChatMessage> messages,
        ChatOptions chat,
        AgentLoopOptions options,
        TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.ModelTime, time);
        using var silence = new CancellationTokenSource(options.ModelSilence, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token, silence.Token);

        // The client gets its own list: the loop goes on to change its messages, and clients may keep what they were given.
        List<ChatMessage> own = [.. messages];
        await using var updates = Open(
            () => client.GetStreamingResponseAsync(own, chat, linked.Token).GetAsyncEnumerator(linked.Token), cancellationToken);
        while (await MoveNextAsync(updates, cancellationToken))
        {
            // Whoever reads may take his time.
            silence.CancelAfter(Timeout.InfiniteTimeSpan);
            yield return updates.Current;
            silence.CancelAfter(options.ModelSilence);
        }
    }

    private static IAsyncEnumerator<ChatResponseUpdate> Open(
        Func<IAsyncEnumerator<ChatResponseUpdate>> open, CancellationToken cancellationToken)
    {
        try
        {
            return open();
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

    private static bool IsFailure(Exception exception, CancellationToken cancellationToken) =>
        exception is not (AgentException or ModelException)
        && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested);

    // A cancellation that nobody asked for is our limit, or an HTTP client's way to say that its time is up.
    private static ModelException Failed(Exception exception) =>
        new(exception is OperationCanceledException ? ModelFailure.TimedOut : ModelFailure.Unknown, innerException: exception);
}

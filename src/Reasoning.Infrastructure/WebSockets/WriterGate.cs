namespace Reasoning.Infrastructure.WebSockets;

/// <summary>
/// Lets the end of a connection wait until its writer has let go of the socket, and keeps it from taking it again:
/// after the end, the memory into which frames are written belongs to other connections.
/// </summary>
internal sealed class WriterGate
{
    private const int Free = 0;
    private const int Taken = 1;
    private const int Ended = 2;

    private int _state;
    private TaskCompletionSource? _left;

    /// <summary>Takes the socket; the one writer calls it.</summary>
    /// <returns><see langword="false"/> after the end; else <see cref="Leave"/> follows.</returns>
    public bool TryEnter() => Interlocked.CompareExchange(ref _state, Taken, Free) == Free;

    public void Leave()
    {
        // The end has come in the meantime, and waits.
        if (Interlocked.CompareExchange(ref _state, Free, Taken) == Ended)
            _left!.SetResult();
    }

    /// <summary>Ends it, once.</summary>
    /// <returns>Completes when the writer has left.</returns>
    public Task EndAsync()
    {
        _left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return Interlocked.Exchange(ref _state, Ended) == Taken ? _left.Task : Task.CompletedTask;
    }
}

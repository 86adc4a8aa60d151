namespace Reasoning.Benchmarks.Load;

/// <summary>One broadcast, until the last connection has it.</summary>
/// <param name="message">As every connection must get it.</param>
internal sealed class BroadcastRound(byte[] message, int connections)
{
    private readonly TaskCompletionSource<long> _last = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _missing = connections;

    public ReadOnlySpan<byte> Message => message;

    /// <summary>When the last connection had it.</summary>
    public Task<long> LastReceived => _last.Task;

    public int Missing => Volatile.Read(ref _missing);

    public void Received()
    {
        if (Interlocked.Decrement(ref _missing) == 0)
            _last.SetResult(TimeProvider.System.GetTimestamp());
    }
}

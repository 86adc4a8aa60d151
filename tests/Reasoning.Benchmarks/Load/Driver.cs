using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Load;

/// <summary>What one connection does with its messages. One thread at a time calls it.</summary>
internal abstract class Driver
{
    // Continuations must not run on the thread that reads the sockets.
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _count;
    private long _bytes;
    private int _around;

    public Task Connected => _connected.Task;

    /// <summary>Completes when nothing is under way and nothing more will be started.</summary>
    public Task Idle => _idle.Task;

    /// <summary>Events, tokens or round trips so far.</summary>
    public long Count => Volatile.Read(ref _count);

    public long Bytes => Volatile.Read(ref _bytes);

    public void Start()
    {
        _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
        SendNext();
    }

    /// <param name="around">How many bytes the server sent around the message.</param>
    public void Receive(ReadOnlySpan<byte> json, int around = 0)
    {
        _around = around;
        var type = WireText.TypeOf(json);
        if (!_connected.Task.IsCompleted)
        {
            if (!type.SequenceEqual("connected"u8))
                throw ProtocolException.Unexpected("connected", json);
            OnConnected(json);
            _connected.SetResult();
        }
        else if (!type.SequenceEqual("ping"u8))
        {
            OnMessage(type, json);
        }
    }

    protected void Counted(int bytes, int count = 1)
    {
        Volatile.Write(ref _count, _count + count);
        Volatile.Write(ref _bytes, _bytes + bytes + _around);
    }

    protected void BecomeIdle() => _idle.TrySetResult();

    protected virtual void OnConnected(ReadOnlySpan<byte> json)
    {
    }

    protected abstract void SendNext();

    protected abstract void OnMessage(ReadOnlySpan<byte> type, ReadOnlySpan<byte> json);
}

using System.Text;
using System.Threading.Channels;
using Reasoning.Application.Sessions;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.WebSockets;

namespace Reasoning.UnitTests.Infrastructure.WebSockets;

/// <summary>A socket whose client is a test. It writes down what is done to it, in order.</summary>
internal sealed class FakeSocket : IMessageSocket
{
    private readonly Channel<SocketMessage> _incoming = Channel.CreateUnbounded<SocketMessage>();
    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly List<string> _acts = [];
    private readonly List<(Func<string, bool> Fits, TaskCompletionSource Seen)> _waiting = [];

    public long LastReceived { get; set; }

    public long? BlockedSince { get; set; }

    /// <summary>Makes writes wait, or fail.</summary>
    public Func<Task>? BeforeWrite { get; set; }

    /// <summary>Writes that wait do not notice at once that the connection is cut.</summary>
    public bool OutlastsAbort { get; set; }

    public Action? OnAskedForLastReceived { get; set; }

    public IReadOnlyList<string> Acts
    {
        get
        {
            lock (_lock)
                return [.. _acts];
        }
    }

    long IMessageSocket.LastReceived
    {
        get
        {
            OnAskedForLastReceived?.Invoke();
            return LastReceived;
        }
    }

    public void Send(string text) => _incoming.Writer.TryWrite(new SocketMessage(SocketMessageKind.Text, Encoding.UTF8.GetBytes(text)));

    public void Send(SocketMessageKind kind, int closeCode = 0) => _incoming.Writer.TryWrite(new SocketMessage(kind, default, closeCode));

    /// <summary>The client is gone without a word.</summary>
    public void Break() => _incoming.Writer.TryComplete();

    /// <summary>Completes when something like this has been done.</summary>
    public Task DoneAsync(Func<string, bool> fits)
    {
        lock (_lock)
        {
            if (_acts.Exists(act => fits(act)))
                return Task.CompletedTask;
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((fits, seen));
            return seen.Task;
        }
    }

    public Task DoneAsync(string act) => DoneAsync(done => done.Contains(act, StringComparison.Ordinal));

    public async ValueTask<SocketMessage> ReceiveAsync()
    {
        try
        {
            return await _incoming.Reader.ReadAsync();
        }
        catch (ChannelClosedException gone)
        {
            throw new SocketClosedException(gone);
        }
    }

    public async ValueTask DiscardAsync()
    {
        Note("discard");
        while ((await ReceiveAsync()).Kind != SocketMessageKind.Close)
        {
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> message)
    {
        if (BeforeWrite is { } before)
            await (OutlastsAbort ? before() : Task.WhenAny(before(), _aborted.Task).Unwrap());
        if (_aborted.Task.IsCompleted)
            throw new SocketClosedException(null);
        Note(Encoding.UTF8.GetString(message.Span));
    }

    public async ValueTask WriteAsync(EventBatch events, long from)
    {
        for (var seq = from; seq <= events.LastSeq; seq++)
            await WriteAsync(events.Frame(seq));
    }

    public void WritePing() => Do("ping frame");

    public void WritePong() => Do("pong frame");

    public ValueTask FlushAsync()
    {
        Do("flush");
        return ValueTask.CompletedTask;
    }

    public ValueTask WriteCloseAsync(int code)
    {
        Do($"close {code}");
        return ValueTask.CompletedTask;
    }

    public void Abort()
    {
        Note("abort");
        _aborted.TrySetResult();
        Break();
    }

    public void Release() => Note("release");

    private void Do(string act)
    {
        if (_aborted.Task.IsCompleted)
            throw new SocketClosedException(null);
        Note(act);
    }

    private void Note(string act)
    {
        lock (_lock)
        {
            _acts.Add(act);
            foreach (var (fits, seen) in _waiting)
            {
                if (fits(act))
                    seen.TrySetResult();
            }
        }
    }
}

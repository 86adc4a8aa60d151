using System.Buffers;
using System.Globalization;
using System.Net.WebSockets;

namespace Reasoning.ChaosTests.Clients;

/// <summary>One connection of a client: what it was asked on it and has not been answered dies with it.</summary>
internal sealed class ClientConnection : IDisposable
{
    // The server speaks every second, if only to say that nothing happens.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);
    private static readonly byte[] Pong = """{"type":"pong"}"""u8.ToArray();

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly Queue<(string Id, Request Request)> _unanswered = [];
    private readonly ArrayBufferWriter<byte> _message = new();
    private int _sent;

    public ClientConnection()
    {
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
        _socket.Options.CollectHttpResponseDetails = true;
    }

    /// <summary>0 when there was none.</summary>
    public int HttpStatus => (int)_socket.HttpStatusCode;

    /// <summary>The head of the log when the connection began.</summary>
    public long LastSeqAtStart { get; set; }

    /// <summary>The runs that the server said were active then.</summary>
    public IReadOnlyList<string> RunsAtStart { get; set; } = [];

    public bool IsGreeted { get; set; }

    public bool HasCaughtUp { get; set; }

    public async Task OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        using var limit = Limited(cancellationToken);
        await _socket.ConnectAsync(address, limit.Token);
    }

    /// <returns>The next message, valid until the next call; <see langword="null"/> when the server has closed.</returns>
    public async Task<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var limit = Limited(cancellationToken);
        _message.ResetWrittenCount();
        while (true)
        {
            var result = await _socket.ReceiveAsync(_message.GetMemory(16 * 1024), limit.Token);
            if (result.MessageType == WebSocketMessageType.Close)
                return null;
            _message.Advance(result.Count);
            if (result.EndOfMessage)
                return _message.WrittenMemory;
        }
    }

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    /// <summary>Sends; a message that has no answer yet and no run is not sent a second time unless it is meant to be.</summary>
    public async Task SendAsync(Request request, bool again, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            var id = (++_sent).ToString(CultureInfo.InvariantCulture);
            lock (_unanswered)
            {
                if (!again && _unanswered.Any(waiting => waiting.Request == request))
                    return;
                _unanswered.Enqueue((id, request));
            }

            await _socket.SendAsync(request.ToJson(id), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    public async Task SendPongAsync(CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(Pong, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The request that is to be answered next.</summary>
    public Request? TakeAnswered(string id)
    {
        lock (_unanswered)
            return _unanswered.TryPeek(out var next) && next.Id == id ? _unanswered.Dequeue().Request : null;
    }

    public void Abort() => _socket.Abort();

    public void Dispose()
    {
        _socket.Abort();
        _socket.Dispose();
    }

    private static CancellationTokenSource Limited(CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Silence);
        return limit;
    }
}

using System.Buffers;
using System.Net.WebSockets;

namespace Reasoning.ChaosTests.Clients;

/// <summary>One connection of a client.</summary>
internal sealed class ClientConnection : IDisposable
{
    // The server speaks every second, if only to say that nothing happens.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ArrayBufferWriter<byte> _message = new();

    public ClientConnection()
    {
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
        _socket.Options.CollectHttpResponseDetails = true;
    }

    /// <summary>0 when there was none.</summary>
    public int HttpStatus => (int)_socket.HttpStatusCode;

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public ConnectionState State { get; } = new();

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

    /// <param name="again">Even if the same waits for its answer already.</param>
    public Task SendAsync(Request request, bool again, CancellationToken cancellationToken) => InTurnAsync(async () =>
    {
        if (State.Ask(request, again) is { } id)
            await _socket.SendAsync(request.ToJson(id), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
    }, cancellationToken);

    public Task CloseAsync(CancellationToken cancellationToken) =>
        InTurnAsync(() => _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken), cancellationToken);

    public void Abort() => _socket.Abort();

    public void Dispose()
    {
        _socket.Abort();
        _socket.Dispose();
    }

    /// <summary>A socket takes one message at a time, and questions are answered in the order in which they are sent.</summary>
    private async Task InTurnAsync(Func<Task> send, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await send();
        }
        finally
        {
            _sending.Release();
        }
    }

    private static CancellationTokenSource Limited(CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Silence);
        return limit;
    }
}

using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using Reasoning.Infrastructure.Connections;

namespace Reasoning.Infrastructure.WebSockets;

/// <summary>The framework's WebSocket over a stream that gathers what is written.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Release is its Dispose: it is called when no call is pending.")]
internal sealed class FrameworkSocket : IMessageSocket
{
    private const int FirstBuffer = 4 * 1024;

    // FIN and opcode 9, unmasked, no payload: RFC 6455, section 5.2. The framework has no call for it.
    private static readonly byte[] PingFrame = [0x89, 0x00];

    private readonly CoalescingStream _stream;
    private readonly WebSocket _socket;
    private readonly Action _abort;
    private readonly int _maxMessageBytes;
    private byte[]? _buffer;

    /// <param name="transport">The upgraded connection.</param>
    /// <param name="abort">Cuts it.</param>
    public FrameworkSocket(Stream transport, string? subProtocol, Action abort, int maxMessageBytes, TimeProvider time)
    {
        _stream = new CoalescingStream(transport, time);
        _abort = abort;
        _maxMessageBytes = maxMessageBytes;

        // No keep-alive of its own, which would be a timer for each socket: one sweep serves them all.
        _socket = WebSocket.CreateFromStream(_stream, new WebSocketCreationOptions
        {
            IsServer = true,
            SubProtocol = subProtocol,
            KeepAliveInterval = TimeSpan.Zero,
        });
    }

    public long LastReceived => _stream.LastReceived;

    public long? BlockedSince => _stream.BlockedSince;

    public async ValueTask<SocketMessage> ReceiveAsync()
    {
        try
        {
            ReturnBuffer();

            // An idle connection waits here with nothing in hand; a buffer is rented when there is something to read.
            var result = await _socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
            var length = 0;
            while (result.MessageType == WebSocketMessageType.Text && !result.EndOfMessage)
            {
                if (length > _maxMessageBytes)
                    return new SocketMessage(SocketMessageKind.TooLarge, default);
                result = await _socket.ReceiveAsync(MakeRoom(length), CancellationToken.None);
                length += result.Count;
            }

            return result.MessageType switch
            {
                WebSocketMessageType.Close => new SocketMessage(SocketMessageKind.Close, default, CloseCodeToEcho),
                WebSocketMessageType.Binary => new SocketMessage(SocketMessageKind.Binary, default),
                _ when length > _maxMessageBytes => new SocketMessage(SocketMessageKind.TooLarge, default),
                _ => new SocketMessage(SocketMessageKind.Text, _buffer.AsMemory(0, length)),
            };
        }
        catch (Exception gone) when (IsGone(gone))
        {
            throw new SocketClosedException(gone);
        }
    }

    public async ValueTask DiscardAsync()
    {
        try
        {
            while (_socket.State is WebSocketState.Open or WebSocketState.CloseSent)
                await _socket.ReceiveAsync(MakeRoom(0), CancellationToken.None);
        }
        catch (Exception gone) when (IsGone(gone))
        {
            throw new SocketClosedException(gone);
        }
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> message)
    {
        _stream.Hold();
        var writing = _stream.WriteTextAsync(message);
        return writing.IsCompletedSuccessfully ? ValueTask.CompletedTask : FinishAsync(writing);
    }

    public ValueTask WritePingAsync()
    {
        _stream.Hold();
        return FinishAsync(_stream.WriteAsync(PingFrame, CancellationToken.None));
    }

    public ValueTask FlushAsync() => FinishAsync(_stream.ReleaseAsync());

    public async ValueTask WriteCloseAsync(int code)
    {
        try
        {
            // The framework has closed by itself where the client broke the protocol.
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await _socket.CloseOutputAsync((WebSocketCloseStatus)code, statusDescription: null, CancellationToken.None);
            await _stream.ReleaseAsync();
        }
        catch (Exception gone) when (IsGone(gone))
        {
            throw new SocketClosedException(gone);
        }
    }

    public void Abort() => _abort();

    public void Release()
    {
        ReturnBuffer();
        _socket.Dispose();
    }

    /// <summary>The client's own code; a close frame without one is answered as a normal end.</summary>
    private int CloseCodeToEcho => _socket.CloseStatus is { } status and not WebSocketCloseStatus.Empty ? (int)status : CloseCode.Normal;

    private static async ValueTask FinishAsync(ValueTask writing)
    {
        try
        {
            await writing;
        }
        catch (Exception gone) when (IsGone(gone))
        {
            throw new SocketClosedException(gone);
        }
    }

    private static bool IsGone(Exception exception) =>
        exception is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException;

    private Memory<byte> MakeRoom(int length)
    {
        if (_buffer is null)
        {
            _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        }
        else if (length == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.CopyTo(larger, 0);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(length);
    }

    private void ReturnBuffer()
    {
        if (_buffer is null)
            return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
    }
}

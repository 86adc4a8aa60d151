using System.IO.Pipelines;
using Reasoning.Application.Sessions;

namespace Reasoning.Infrastructure.WebSockets.Framing;

/// <summary>
/// A WebSocket (RFC 6455) over a connection's own pipe, without extensions. Reading and writing are apart: each side has one
/// owner, and all that passes between them is the newest ping.
/// </summary>
/// <param name="transport">The upgraded connection; whoever gave it completes it.</param>
/// <param name="abort">Cuts it.</param>
internal sealed class FramedSocket(IDuplexPipe transport, Action abort, int maxMessageBytes, TimeProvider time) : IMessageSocket
{
    private readonly FrameReader _reader = new(transport.Input, maxMessageBytes, time);
    private readonly FrameWriter _writer = new(transport.Output, time);

    public long LastReceived => _reader.LastReceived;

    public long? BlockedSince => _writer.BlockedSince;

    public ValueTask<SocketMessage> ReceiveAsync() => _reader.ReceiveAsync();

    public ValueTask DiscardAsync() => _reader.DiscardAsync();

    public ValueTask WriteAsync(ReadOnlyMemory<byte> message) => _writer.WriteTextAsync(message);

    public ValueTask WriteAsync(EventBatch events, long from) => _writer.WriteEventsAsync(events, from);

    public void WritePing() => _writer.WriteControl(Opcode.Ping, []);

    public void WritePong()
    {
        if (_reader.TakePing() is { } payload)
            _writer.WriteControl(Opcode.Pong, payload);
    }

    public ValueTask FlushAsync() => _writer.FlushAsync();

    public ValueTask WriteCloseAsync(int code) => _writer.WriteCloseAsync(code);

    public void Abort() => abort();

    public void Release() => _reader.Release();
}

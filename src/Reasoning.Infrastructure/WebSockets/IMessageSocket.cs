using Reasoning.Application.Sessions;
using Reasoning.Infrastructure.Connections;

namespace Reasoning.Infrastructure.WebSockets;

/// <summary>
/// A WebSocket as this server uses it: text messages, one reader, one writer. Written messages are held until
/// <see cref="FlushAsync"/>, so that whatever is queued goes out together. All members throw
/// <see cref="SocketClosedException"/> when the peer is gone.
/// </summary>
internal interface IMessageSocket
{
    /// <summary>When the last byte of any kind arrived (a <see cref="TimeProvider"/> timestamp).</summary>
    long LastReceived { get; }

    /// <summary>Since when a write has been waiting for the peer to accept data; <see langword="null"/> while none is.</summary>
    long? BlockedSince { get; }

    /// <summary>
    /// Waits for the next message. The message's bytes are valid until the next call. After a violation or the client's
    /// close frame there is no next one.
    /// </summary>
    ValueTask<SocketMessage> ReceiveAsync();

    /// <summary>Reads and forgets whatever comes until the client's close frame, or its end when frames cannot be told apart any more.</summary>
    ValueTask DiscardAsync();

    /// <summary>Writes a text message; only the writer calls it.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> message);

    /// <summary>Writes events, each a text message, beginning with the one of this number; only the writer calls it.</summary>
    ValueTask WriteAsync(EventBatch events, long from);

    /// <summary>Writes a ping frame (RFC 6455, section 5.5.2), which every client answers by itself.</summary>
    void WritePing();

    /// <summary>Answers the client's newest ping frame (RFC 6455, section 5.5.3), if that has not been done.</summary>
    void WritePong();

    /// <summary>Sends everything that was written.</summary>
    ValueTask FlushAsync();

    /// <summary>Writes and sends a close frame; only the writer calls it, as its last act.</summary>
    ValueTask WriteCloseAsync(int code);

    /// <summary>Cuts the connection. Every pending call ends.</summary>
    void Abort();

    /// <summary>Gives back what the socket holds; no call is pending any more, and none follows.</summary>
    void Release();
}

/// <summary>What arrived.</summary>
/// <param name="Kind">A message, a ping frame, or an end.</param>
/// <param name="Text">A text message's bytes, valid UTF-8.</param>
/// <param name="CloseCode">What the connection is closed with: the answer to the client's close frame, or what its violation calls for.</param>
internal readonly record struct SocketMessage(SocketMessageKind Kind, ReadOnlyMemory<byte> Text, int CloseCode = 0);

/// <summary>The kinds of <see cref="SocketMessage"/>.</summary>
internal enum SocketMessageKind
{
    Text,

    /// <summary>A ping frame that waits for <see cref="IMessageSocket.WritePong"/>. Further ones are not told until that is done.</summary>
    Ping,

    /// <summary>The client has broken the protocol, or sent what is not taken here.</summary>
    Violation,

    /// <summary>The client's close frame; nothing follows it.</summary>
    Close,
}

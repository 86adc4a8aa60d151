using System.Buffers;
using System.IO.Pipelines;
using System.Text.Unicode;
using Reasoning.Infrastructure.Connections;

namespace Reasoning.Infrastructure.WebSockets.Framing;

/// <summary>
/// The client's frames (RFC 6455, section 5), made messages. It reads strictly: whatever the RFC forbids ends the
/// connection.
/// <para>
/// One call at a time. While nothing arrives there is one pending read of the pipe and nothing else: memory for a message
/// is rented when some of it is there, in proportion to what has arrived, and given back by the next call.
/// </para>
/// </summary>
internal sealed class FrameReader(PipeReader input, int maxMessageBytes, TimeProvider time)
{
    private readonly MessageBuffer _message = new();

    // The data frame being read, and how much of its payload is still to come; 0 is where a frame begins.
    private FrameHeader _frame;
    private long _left;
    private uint _mask;

    // Between the first frame of a message and its last (section 5.4).
    private bool _isInMessage;

    // A frame broke the rules of framing: where the next one begins cannot be known.
    private bool _isLost;
    private byte[]? _ping;
    private long _lastReceived = time.GetTimestamp();

    public long LastReceived => Volatile.Read(ref _lastReceived);

    /// <summary>
    /// The payload of the newest ping that has not been answered; asked by the writer. The ones before it need no pong
    /// (section 5.5.3), so a flood of pings is one pong.
    /// </summary>
    public byte[]? TakePing() => Interlocked.Exchange(ref _ping, null);

    /// <inheritdoc cref="IMessageSocket.ReceiveAsync"/>
    public async ValueTask<SocketMessage> ReceiveAsync()
    {
        if (!_isInMessage)
            _message.Clear();
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(CancellationToken.None);
                var bytes = Arrived(read);
                var message = Parse(ref bytes);

                // Nothing more to see in what is left of it only if it is not enough.
                input.AdvanceTo(bytes.Start, message is null ? bytes.End : bytes.Start);
                if (message is not null)
                    return message.Value;
                if (read.IsCompleted)
                    throw new SocketClosedException(null);
            }
        }
        catch (Exception gone) when (PeerGone.Explains(gone))
        {
            throw new SocketClosedException(gone);
        }
    }

    /// <inheritdoc cref="IMessageSocket.DiscardAsync"/>
    public async ValueTask DiscardAsync()
    {
        _message.Clear();
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(CancellationToken.None);
                var bytes = Arrived(read);
                var isClosed = Discard(ref bytes);
                input.AdvanceTo(bytes.Start, bytes.End);
                if (isClosed || read.IsCompleted)
                    return;
            }
        }
        catch (Exception gone) when (PeerGone.Explains(gone))
        {
            throw new SocketClosedException(gone);
        }
    }

    /// <summary>Gives the memory back; no call is pending any more.</summary>
    public void Release() => _message.Clear();

    private ReadOnlySequence<byte> Arrived(in ReadResult read)
    {
        if (!read.Buffer.IsEmpty)
            Volatile.Write(ref _lastReceived, time.GetTimestamp());
        return read.Buffer;
    }

    /// <summary>Takes from <paramref name="bytes"/> what can be understood, up to the next message.</summary>
    /// <returns><see langword="null"/> when more has to arrive.</returns>
    private SocketMessage? Parse(ref ReadOnlySequence<byte> bytes)
    {
        while (true)
        {
            if (_left == 0)
            {
                var state = FrameHeader.Read(bytes, out var header, out var size);
                if (state == HeaderState.Incomplete)
                    return null;

                // Section 5.4: fragments of two messages are not interleaved, and a continuation continues something.
                if (state == HeaderState.Invalid || (!header.IsControl && header.Opcode == Opcode.Continuation != _isInMessage))
                    return LoseFrames(ref bytes);

                if (header.IsControl)
                {
                    if (bytes.Length < size + header.Length)
                        return null;
                    var answer = TakeControl(header, bytes.Slice(size, header.Length));
                    bytes = bytes.Slice(size + header.Length);
                    if (answer is not null)
                        return answer;
                    continue;
                }

                bytes = bytes.Slice(size);
                (_frame, _left, _mask) = (header, header.Length, header.Mask);
                if (header.Opcode == Opcode.Binary)
                    return Violation(CloseCode.Unsupported);

                // Before any of it is read: a length can promise anything.
                if (header.Length > maxMessageBytes - _message.Length)
                    return Violation(CloseCode.TooLarge);
            }

            var payload = bytes.Slice(0, Math.Min(_left, bytes.Length));
            _mask = _message.Append(payload, _mask);
            _left -= payload.Length;
            bytes = bytes.Slice(payload.End);
            if (_left > 0)
                return null;

            _isInMessage = !_frame.IsFinal;
            if (_isInMessage)
                continue;

            // Section 8.1. A message is bounded, so it is looked at when it is whole.
            return Utf8.IsValid(_message.Memory.Span)
                ? new SocketMessage(SocketMessageKind.Text, _message.Memory)
                : Violation(CloseCode.InvalidText);
        }
    }

    /// <summary>Control frames may come between the fragments of a message: section 5.5.</summary>
    private SocketMessage? TakeControl(in FrameHeader header, in ReadOnlySequence<byte> masked)
    {
        Span<byte> payload = stackalloc byte[FrameHeader.LongestControl];
        masked.CopyTo(payload);
        payload = payload[..(int)header.Length];
        Masking.Unmask(payload, payload, header.Mask);
        return header.Opcode switch
        {
            Opcode.Close => new SocketMessage(SocketMessageKind.Close, default, CloseFrame.Answer(payload)),

            // The writer is told of the first; it will find the newest.
            Opcode.Ping when Interlocked.Exchange(ref _ping, payload.ToArray()) is null => new SocketMessage(SocketMessageKind.Ping, default),
            _ => null,
        };
    }

    /// <returns>Whether the client's close frame was among it.</returns>
    private bool Discard(ref ReadOnlySequence<byte> bytes)
    {
        while (!_isLost)
        {
            var payload = Math.Min(_left, bytes.Length);
            bytes = bytes.Slice(payload);
            _left -= payload;
            if (_left > 0)
                return false;

            switch (FrameHeader.Read(bytes, out var header, out var size))
            {
                case HeaderState.Incomplete:
                    return false;
                case HeaderState.Invalid:
                    _isLost = true;
                    break;
                default:
                    // A close frame is waited for as a whole: unread bytes would make a reset of the end.
                    if (header.Opcode == Opcode.Close && bytes.Length < size + header.Length)
                        return false;
                    bytes = bytes.Slice(size);
                    _left = header.Length;
                    if (header.Opcode == Opcode.Close)
                        return true;
                    break;
            }
        }

        bytes = bytes.Slice(bytes.End);
        return false;
    }

    private SocketMessage LoseFrames(ref ReadOnlySequence<byte> bytes)
    {
        _isLost = true;
        bytes = bytes.Slice(bytes.End);
        return Violation(CloseCode.ProtocolError);
    }

    private static SocketMessage Violation(int code) => new(SocketMessageKind.Violation, default, code);
}

using System.Buffers.Binary;
using System.IO.Pipelines;
using Reasoning.Application.Sessions;
using Reasoning.Infrastructure.Connections;

namespace Reasoning.Infrastructure.WebSockets.Framing;

/// <summary>
/// The server's frames (RFC 6455, section 5), written straight into the connection's pipe: every message is one frame, not
/// masked. Written is not sent: that is what <see cref="FlushAsync"/> does, and <see cref="FlushBound"/> bytes do it too.
/// <para>
/// It has one owner and no lock. Nothing follows a close frame (section 5.5.1).
/// </para>
/// </summary>
internal sealed class FrameWriter(PipeWriter output, TimeProvider time)
{
    /// <summary>
    /// So much is not held back. A larger message goes in pieces of this size, so that a peer which accepts it slowly is
    /// seen to accept it.
    /// </summary>
    public const int FlushBound = 16 * 1024;

    private int _unflushed;
    private bool _hasClosed;
    private long _blockedSince;

    /// <summary>Since when a flush has been waiting for the peer.</summary>
    public long? BlockedSince => Volatile.Read(ref _blockedSince) is not 0 and var since ? since : null;

    public ValueTask WriteTextAsync(ReadOnlyMemory<byte> message)
    {
        ThrowIfClosed();
        if (_unflushed + message.Length < FlushBound)
        {
            Write(Opcode.Text, message.Span);
            return ValueTask.CompletedTask;
        }

        Advance(FrameHeader.Write(output.GetSpan(FrameHeader.LongestUnmasked), Opcode.Text, message.Length));
        return WriteInPiecesAsync(message);
    }

    /// <summary>Writes events, each a message, beginning with the one of this number.</summary>
    public ValueTask WriteEventsAsync(EventBatch events, long from)
    {
        ThrowIfClosed();
        var frames = events.WithHeaders(from);
        if (_unflushed + frames.Length >= FlushBound)
            return WriteInPiecesAsync(frames);

        Write(frames.Span);
        return ValueTask.CompletedTask;
    }

    /// <summary>Writes a control frame (section 5.5).</summary>
    /// <param name="payload">Up to 125 bytes.</param>
    public void WriteControl(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        ThrowIfClosed();
        Write(opcode, payload);
    }

    /// <summary>Writes a close frame without a reason, and sends it.</summary>
    public ValueTask WriteCloseAsync(int code)
    {
        Span<byte> payload = stackalloc byte[CloseFrame.CodeSize];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
        WriteControl(Opcode.Close, payload);
        _hasClosed = true;
        return FlushAsync();
    }

    public async ValueTask FlushAsync()
    {
        if (_unflushed == 0)
            return;

        _unflushed = 0;
        FlushResult result;
        try
        {
            var flush = output.FlushAsync(CancellationToken.None);
            if (!flush.IsCompleted)
                Volatile.Write(ref _blockedSince, time.GetTimestamp());
            result = await flush;
        }
        catch (Exception gone) when (PeerGone.Explains(gone))
        {
            throw new SocketClosedException(gone);
        }
        finally
        {
            Volatile.Write(ref _blockedSince, 0);
        }

        if (result.IsCompleted)
            throw new SocketClosedException(null);
    }

    private async ValueTask WriteInPiecesAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var piece = bytes[..Math.Min(bytes.Length, Math.Max(FlushBound - _unflushed, 0))];
            Write(piece.Span);
            bytes = bytes[piece.Length..];
            if (_unflushed >= FlushBound)
                await FlushAsync();
        }
    }

    private void Write(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        var room = output.GetSpan(FrameHeader.LongestUnmasked + payload.Length);
        var size = FrameHeader.Write(room, opcode, payload.Length);
        payload.CopyTo(room[size..]);
        Advance(size + payload.Length);
    }

    /// <summary>Into one piece of memory, as large as it takes: what the connection sends is then one piece, too.</summary>
    private void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(output.GetSpan(bytes.Length));
        Advance(bytes.Length);
    }

    private void Advance(int count)
    {
        output.Advance(count);
        _unflushed += count;
    }

    private void ThrowIfClosed()
    {
        if (_hasClosed)
            throw new SocketClosedException(null);
    }
}

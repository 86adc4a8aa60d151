using System.Buffers;
using System.Buffers.Binary;

namespace Reasoning.Infrastructure.WebSockets;

/// <summary>
/// Between the framework's WebSocket and the connection: gathers frames so that many share one write. The writer's text
/// frames are made here, straight into the buffer; the framework's own, pongs and close frames, arrive from the reading
/// side in one call each and go into it as a whole. While the writer holds, the framework's flushes do nothing.
/// </summary>
internal sealed class CoalescingStream(Stream inner, TimeProvider time) : Stream
{
    private const int Capacity = 16 * 1024;

    // RFC 6455, section 5.2. A server's frames are not masked.
    private const byte Final = 0x80;
    private const byte OpcodeBits = 0x0F;
    private const byte TextOpcode = 0x1;
    private const byte CloseOpcode = 0x8;
    private const byte Length16 = 126;
    private const byte Length64 = 127;
    private const int LongestHeader = 10;

    // One at a time: a frame that goes into the buffer, or the buffer that goes out.
    private readonly SemaphoreSlim _turn = new(1);
    private byte[]? _buffer;
    private int _length;
    private bool _isHeld;
    private bool _hasClosed;
    private long _blockedSince;
    private long _lastReceived = time.GetTimestamp();

    public long LastReceived => Volatile.Read(ref _lastReceived);

    public long? BlockedSince => Volatile.Read(ref _blockedSince) is not 0 and var since ? since : null;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>From now until <see cref="ReleaseAsync"/> nothing goes out unless the buffer is full.</summary>
    public void Hold() => Volatile.Write(ref _isHeld, true);

    /// <summary>Sends what has been gathered.</summary>
    public async ValueTask ReleaseAsync()
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            Volatile.Write(ref _isHeld, false);
            await SendAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        Volatile.Write(ref _lastReceived, time.GetTimestamp());
        return count;
    }

    /// <summary>Writes a text message as one frame.</summary>
    /// <exception cref="IOException">A close frame has been written: nothing may follow it.</exception>
    public ValueTask WriteTextAsync(ReadOnlyMemory<byte> message)
    {
        // Hardly ever is there somebody else, or no room.
        if (!_turn.Wait(0, CancellationToken.None))
            return WriteTextInTurnAsync(message);

        var isWritten = !_hasClosed && TryWriteText(message.Span);
        _turn.Release();
        return isWritten ? ValueTask.CompletedTask : WriteTextInTurnAsync(message);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            _hasClosed |= !buffer.IsEmpty && (buffer.Span[0] & OpcodeBits) == CloseOpcode;
            await GatherAsync(buffer);
        }
        finally
        {
            _turn.Release();
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _isHeld) ? Task.CompletedTask : ReleaseAsync().AsTask();

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask WriteTextInTurnAsync(ReadOnlyMemory<byte> message)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            if (_hasClosed)
                throw new IOException("The WebSocket has been closed.");
            if (TryWriteText(message.Span))
                return;

            await SendAsync();
            if (TryWriteText(message.Span))
                return;

            _buffer ??= ArrayPool<byte>.Shared.Rent(Capacity);
            WriteTextHeader(message.Length);
            await GatherAsync(message);
        }
        finally
        {
            _turn.Release();
        }
    }

    private bool TryWriteText(ReadOnlySpan<byte> message)
    {
        if (_length + LongestHeader + message.Length > Capacity)
            return false;

        _buffer ??= ArrayPool<byte>.Shared.Rent(Capacity);
        WriteTextHeader(message.Length);
        message.CopyTo(_buffer.AsSpan(_length));
        _length += message.Length;
        return true;
    }

    private void WriteTextHeader(int length)
    {
        var header = _buffer.AsSpan(_length);
        header[0] = Final | TextOpcode;
        switch (length)
        {
            case < Length16:
                header[1] = (byte)length;
                _length += 2;
                break;
            case <= ushort.MaxValue:
                header[1] = Length16;
                BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)length);
                _length += 4;
                break;
            default:
                header[1] = Length64;
                BinaryPrimitives.WriteUInt64BigEndian(header[2..], (ulong)length);
                _length += LongestHeader;
                break;
        }
    }

    private async ValueTask GatherAsync(ReadOnlyMemory<byte> bytes)
    {
        if (_length + bytes.Length > Capacity)
            await SendAsync();

        if (bytes.Length > Capacity)
        {
            await SendAsync(bytes);
            return;
        }

        _buffer ??= ArrayPool<byte>.Shared.Rent(Capacity);
        bytes.CopyTo(_buffer.AsMemory(_length));
        _length += bytes.Length;
    }

    private async ValueTask SendAsync()
    {
        if (_buffer is not { } buffer)
            return;

        await SendAsync(buffer.AsMemory(0, _length));
        _length = 0;
        _buffer = null;
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        // In pieces, so that a peer which accepts a large message slowly is seen to accept it.
        while (!bytes.IsEmpty)
        {
            var piece = bytes[..Math.Min(bytes.Length, Capacity)];
            Volatile.Write(ref _blockedSince, time.GetTimestamp());
            await inner.WriteAsync(piece, CancellationToken.None);
            Volatile.Write(ref _blockedSince, 0);
            bytes = bytes[piece.Length..];
        }
    }
}

using System.Buffers;

namespace Reasoning.Infrastructure.WebSockets;

/// <summary>
/// Between the framework's WebSocket and the connection: gathers frames so that many share one write. Frames arrive
/// from the writer and, for automatic pongs and close frames, from the reading side; each arrives in one call and goes
/// into the buffer as a whole. While the writer holds, the WebSocket's own flushes do nothing.
/// </summary>
internal sealed class CoalescingStream(Stream inner, TimeProvider time) : Stream
{
    private const int Capacity = 16 * 1024;

    // One at a time: a frame that goes into the buffer, or the buffer that goes out.
    private readonly SemaphoreSlim _turn = new(1);
    private byte[]? _buffer;
    private int _length;
    private bool _isHeld;
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

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            if (_length + buffer.Length > Capacity)
                await SendAsync();

            if (buffer.Length > Capacity)
            {
                await SendAsync(buffer);
                return;
            }

            _buffer ??= ArrayPool<byte>.Shared.Rent(Capacity);
            buffer.CopyTo(_buffer.AsMemory(_length));
            _length += buffer.Length;
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

using System.Buffers;

namespace Reasoning.Infrastructure.WebSockets.Framing;

/// <summary>
/// The message that is being received, in pooled memory. It grows with what has arrived and not with what a header
/// promises, and holds nothing while it is empty.
/// </summary>
internal sealed class MessageBuffer
{
    private const int Smallest = 512;

    private byte[]? _bytes;

    public int Length { get; private set; }

    /// <summary>Valid until the next call.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    /// <summary>Adds a payload, or as much of it as has arrived.</summary>
    /// <returns>The mask for what follows.</returns>
    public uint Append(in ReadOnlySequence<byte> masked, uint mask)
    {
        var payload = MakeRoom((int)masked.Length);
        foreach (var piece in masked)
        {
            mask = Masking.Unmask(piece.Span, payload, mask);
            payload = payload[piece.Length..];
        }

        Length += (int)masked.Length;
        return mask;
    }

    public void Clear()
    {
        Length = 0;
        if (_bytes is null)
            return;
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = null;
    }

    private Span<byte> MakeRoom(int count)
    {
        if (_bytes is null)
        {
            _bytes = ArrayPool<byte>.Shared.Rent(Math.Max(count, Smallest));
        }
        else if (_bytes.Length - Length < count)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Length + count, 2 * _bytes.Length));
            Memory.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        return _bytes.AsSpan(Length);
    }
}

using System.Buffers;

namespace Reasoning.Application.Sessions;

/// <summary>A growing buffer of pooled memory: it holds none while it is empty, so a burst pins nothing to a quiet session.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>
{
    private const int FirstSize = 4 * 1024;

    private byte[]? _bytes;

    public int Length { get; private set; }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => Room(sizeHint).AsMemory(Length);

    public Span<byte> GetSpan(int sizeHint = 0) => Room(sizeHint).AsSpan(Length);

    /// <summary>Makes so many bytes longer, and gives them to be filled before anything else is done.</summary>
    public ArraySegment<byte> Append(int count)
    {
        var added = new ArraySegment<byte>(Room(count), Length, count);
        Length += count;
        return added;
    }

    /// <summary>Gives what was written, in an array of exactly that size, and gives the buffer back.</summary>
    public byte[] Take()
    {
        if (_bytes is null)
            return [];

        var taken = GC.AllocateUninitializedArray<byte>(Length);
        _bytes.AsSpan(0, Length).CopyTo(taken);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = null;
        Length = 0;
        return taken;
    }

    private byte[] Room(int sizeHint)
    {
        var needed = Length + Math.Max(sizeHint, 1);
        if (_bytes is not null && needed <= _bytes.Length)
            return _bytes;

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _bytes is null ? FirstSize : _bytes.Length * 2));
        if (_bytes is not null)
        {
            _bytes.AsSpan(0, Length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        return _bytes = larger;
    }
}

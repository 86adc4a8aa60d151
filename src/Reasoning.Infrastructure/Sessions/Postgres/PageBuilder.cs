using Npgsql;
using Reasoning.Application.Sessions;

namespace Reasoning.Infrastructure.Sessions.Postgres;

/// <summary>Collects the frames of a page in one piece of memory.</summary>
internal sealed class PageBuilder(int maxBytes)
{
    private const int FirstSize = 16 * 1024;

    private readonly List<int> _ends = [];
    private byte[] _bytes = new byte[Math.Clamp(maxBytes, 1, FirstSize)];
    private int _length;

    public int Count => _ends.Count;

    public void Add(NpgsqlDataReader row, int length, int frameColumn)
    {
        if (_length + length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_length + length, Math.Min(_bytes.Length * 4, maxBytes)));
        row.GetBytes(frameColumn, dataOffset: 0, _bytes, _length, length);
        _length += length;
        _ends.Add(_length);
    }

    public EventBatch? Build(long firstSeq) =>
        Count == 0 ? null : new EventBatch(firstSeq, _bytes.AsMemory(0, _length), [.. _ends]);
}

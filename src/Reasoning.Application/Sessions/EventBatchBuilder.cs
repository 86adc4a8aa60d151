using System.Buffers;

namespace Reasoning.Application.Sessions;

/// <summary>Collects encoded events until they are committed together. Reused; the batch it builds owns a copy of exact size.</summary>
internal sealed class EventBatchBuilder(IEventEncoder encoder)
{
    private const int KeptCapacity = 64 * 1024;

    private readonly List<int> _ends = [];
    private ArrayBufferWriter<byte> _bytes = new();

    public int Count => _ends.Count;

    public int Size => _bytes.WrittenCount;

    public void Add(in SessionEvent @event)
    {
        encoder.Encode(@event, _bytes);
        _ends.Add(_bytes.WrittenCount);
    }

    public EventBatch Build(long firstSeq)
    {
        var batch = new EventBatch(firstSeq, _bytes.WrittenSpan.ToArray(), [.. _ends]);
        _ends.Clear();

        // One burst must not pin its buffer to a session that is quiet afterwards.
        if (_bytes.Capacity > KeptCapacity)
            _bytes = new ArrayBufferWriter<byte>();
        else
            _bytes.ResetWrittenCount();
        return batch;
    }
}

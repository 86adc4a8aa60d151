namespace Reasoning.Application.Sessions;

/// <summary>Collects encoded events until they are committed together. Reused; a batch that it builds has memory of its own.</summary>
internal sealed class EventBatchBuilder(IEventEncoder encoder)
{
    private readonly PooledBuffer _bytes = new();
    private readonly List<int> _ends = [];

    public int Count => _ends.Count;

    public int Size => _bytes.Length;

    public void Add(in SessionEvent @event)
    {
        encoder.Encode(@event, _bytes);
        _ends.Add(_bytes.Length);
    }

    public EventBatch Build(long firstSeq)
    {
        var batch = new EventBatch(firstSeq, _bytes.Take(), [.. _ends]);
        _ends.Clear();
        return batch;
    }
}

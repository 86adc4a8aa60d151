using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>One session's events in memory, the newest of them. Guarded by its store's lock.</summary>
internal sealed class MemoryLog(SessionKey session, Epoch epoch, long lastSeq)
{
    private readonly HashSet<RunId> _runs = [];
    private readonly Queue<RunId> _endedRuns = [];

    // A ring would save the moves; a list that drops its head in large pieces is simpler and costs the same per event.
    private readonly List<EventBatch> _batches = [];
    private int _first;
    private long _bytes;

    public SessionKey Session { get; } = session;

    public Epoch Epoch { get; } = epoch;

    public long Term { get; set; }

    public long LastSeq { get; private set; } = lastSeq;

    public long OldestSeq => _first < _batches.Count ? _batches[_first].FirstSeq : LastSeq + 1;

    /// <returns>By how many bytes the log has grown.</returns>
    public long Append(SessionAppend append, MemoryStoreOptions options)
    {
        var before = _bytes;
        if (append.Events is { } batch)
        {
            if (batch.FirstSeq != LastSeq + 1)
                throw new InvalidOperationException($"Event {batch.FirstSeq} does not follow event {LastSeq}.");
            _batches.Add(batch);
            _bytes += batch.Size;
            LastSeq = batch.LastSeq;
            Trim(options.MaxSessionBytes);
        }

        foreach (var change in append.Runs)
            Note(change, options.MaxRunsPerSession);
        return _bytes - before;
    }

    public LogPage Read(long after, long upTo, int maxBytes)
    {
        var page = new List<EventBatch>();
        var size = 0;
        for (var index = IndexOf(after + 1); index < _batches.Count && _batches[index].LastSeq <= upTo; index++)
        {
            var batch = _batches[index];
            if (size > 0 && size + batch.Size > maxBytes)
                break;
            page.Add(batch);
            size += batch.Size;
        }

        return new LogPage(page, OldestSeq);
    }

    public bool HasRun(RunId run) => _runs.Contains(run);

    /// <summary>Forgets the oldest events until about so many bytes are left.</summary>
    /// <returns>How many bytes that frees.</returns>
    public long Trim(long bytes)
    {
        var before = _bytes;
        while (_bytes > bytes && _batches.Count - _first > 1)
            DropFirst();
        return before - _bytes;
    }

    /// <summary>Forgets every event, and remembers only how many there were.</summary>
    /// <returns>How many bytes that frees.</returns>
    public long Clear()
    {
        var freed = _bytes;
        _batches.Clear();
        _batches.TrimExcess();
        _first = 0;
        _bytes = 0;
        return freed;
    }

    private void Note(RunChange change, int limit)
    {
        if (change is RunChange.Accepted)
            _runs.Add(change.Run);
        if (change is not RunChange.Ended)
            return;

        _endedRuns.Enqueue(change.Run);
        if (_endedRuns.Count > limit)
            _runs.Remove(_endedRuns.Dequeue());
    }

    private void DropFirst()
    {
        _bytes -= _batches[_first].Size;
        _batches[_first++] = null!;
        if (_first < 64 || _first < _batches.Count / 2)
            return;
        _batches.RemoveRange(0, _first);
        _first = 0;
    }

    /// <summary>Where the batch with this event is, or the first one after it.</summary>
    private int IndexOf(long seq)
    {
        var low = _first;
        var high = _batches.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_batches[middle].LastSeq < seq)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}

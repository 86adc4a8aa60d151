using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>One session's events in memory, the newest of them, and its runs. Guarded by its store's lock.</summary>
internal sealed class MemoryLog(SessionKey session, Epoch epoch, EventTail events)
{
    private readonly HashSet<RunId> _runs = [];
    private readonly Queue<RunId> _endedRuns = [];

    public SessionKey Session { get; } = session;

    public Epoch Epoch { get; } = epoch;

    public long Term { get; set; }

    public EventTail Events { get; } = events;

    /// <returns>By how many bytes the log has grown.</returns>
    public long Append(SessionAppend append, MemoryStoreOptions options)
    {
        var before = Events.Bytes;
        if (append.Events is { } batch)
        {
            Events.Append(batch);
            Events.Trim(options.MaxSessionBytes);
        }

        foreach (var change in append.Runs)
            Note(change, options.MaxRunsPerSession);
        return Events.Bytes - before;
    }

    public bool HasRun(RunId run) => _runs.Contains(run);

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
}

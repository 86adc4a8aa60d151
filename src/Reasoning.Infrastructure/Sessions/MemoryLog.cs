using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>One session's events in memory, the newest of them, and its runs. Guarded by its store's lock.</summary>
internal sealed class MemoryLog(SessionKey session, Epoch epoch, EventTail events) : IKeepsEvents
{
    private readonly Dictionary<RunId, MemoryRun> _runs = [];
    private readonly Queue<RunId> _endedRuns = [];

    public SessionKey Session { get; } = session;

    public Epoch Epoch { get; } = epoch;

    public long Term { get; set; }

    public EventTail Events { get; } = events;

    public IEnumerable<UnfinishedRun> UnfinishedRuns =>
        _runs.Values.Where(run => !run.IsEnded).OrderBy(run => run.Accepted.FirstSeq).Select(run => run.ToUnfinished());

    public void Note(IReadOnlyList<RunChange> changes, int limit)
    {
        foreach (var change in changes)
            Note(change, limit);
    }

    public bool HasRun(RunId run) => _runs.ContainsKey(run);

    public KeyedRun? FindRun(string idempotencyKey, DateTimeOffset since)
    {
        var found = _runs.Values
            .Select(run => run.Accepted)
            .Where(accepted => accepted.IdempotencyKey == idempotencyKey && accepted.At >= since)
            .MaxBy(accepted => accepted.FirstSeq);
        return found is null ? null : new KeyedRun(found.Run, found.Request);
    }

    public IReadOnlyList<string> ReadNotes(RunId run) => _runs.TryGetValue(run, out var known) ? [.. known.Notes] : [];

    private void Note(RunChange change, int limit)
    {
        if (change is RunChange.Accepted accepted)
        {
            _runs.TryAdd(change.Run, new MemoryRun(accepted));
            return;
        }

        // A run of a log that was forgotten meanwhile.
        if (!_runs.TryGetValue(change.Run, out var run))
            return;

        run.Note(change);
        if (change is not RunChange.Ended)
            return;

        _endedRuns.Enqueue(change.Run);
        if (_endedRuns.Count > limit)
            _runs.Remove(_endedRuns.Dequeue());
    }
}

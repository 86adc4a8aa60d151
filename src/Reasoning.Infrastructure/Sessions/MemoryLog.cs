using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>One session's events in memory, the newest of them, and its runs. Guarded by its store's lock.</summary>
internal sealed class MemoryLog(SessionKey session, Epoch epoch, EventTail events, DateTimeOffset createdAt) : IKeepsEvents
{
    private readonly Dictionary<RunId, MemoryRun> _runs = [];
    private readonly Queue<RunId> _endedRuns = [];

    public SessionKey Session { get; } = session;

    public Epoch Epoch { get; } = epoch;

    public long Term { get; set; }

    public EventTail Events { get; } = events;

    public SessionTitle? Title { get; set; }

    private DateTimeOffset CreatedAt { get; } = createdAt;

    private DateTimeOffset ActiveAt { get; set; }

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

    public SessionSummary ToSummary() => new(Session.Id, Title, CreatedAt, ActiveAt, Epoch, Events.LastSeq);

    /// <summary>Whether it belongs into a list of this kind.</summary>
    public bool Matches(SessionFilter filter)
    {
        var order = ActiveAt.CompareTo(filter.Before.ActiveAt);
        return (order == 0 ? string.CompareOrdinal(Session.Id.Value, filter.Before.Id) : order) < 0 &&
            (filter.Search is not { } search ||
                (Title?.Folded.Contains(SessionTitle.Fold(search), StringComparison.Ordinal) ?? false));
    }

    /// <summary>The newest, in the order in which they were accepted.</summary>
    public IReadOnlyList<RunSummary> NewestRuns(long before, int limit) =>
        [.. _runs.Values.Where(run => run.Accepted.FirstSeq < before).OrderByDescending(run => run.Accepted.FirstSeq).Take(limit).Reverse().Select(run => run.ToSummary())];

    public RunSummary? FindRun(RunId run) => _runs.GetValueOrDefault(run)?.ToSummary();

    public IReadOnlyList<string> ReadNotes(RunId run) => _runs.TryGetValue(run, out var known) ? [.. known.Notes] : [];

    private void Note(RunChange change, int limit)
    {
        if (change is RunChange.Accepted accepted)
        {
            _runs.TryAdd(change.Run, new MemoryRun(accepted));
            Title ??= SessionTitle.FromMessage(accepted.Request.Message);
            BeActive(accepted.At);
            return;
        }

        // A run of a log that was forgotten meanwhile.
        if (!_runs.TryGetValue(change.Run, out var run))
            return;

        run.Note(change);
        if (change is not RunChange.Ended ended)
            return;

        BeActive(ended.At);
        _endedRuns.Enqueue(change.Run);
        if (_endedRuns.Count > limit)
            _runs.Remove(_endedRuns.Dequeue());
    }

    private void BeActive(DateTimeOffset at) => ActiveAt = at > ActiveAt ? at : ActiveAt;
}

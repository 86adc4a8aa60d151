using Microsoft.Extensions.Options;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Infrastructure.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>
/// The store that all owners of a session share, and what a history knows of it: everything that it takes is checked
/// at that moment.
/// </summary>
internal sealed class StoredLog
{
    private readonly MemorySessionStore _store = new(Options.Create(new MemoryStoreOptions()), TimeProvider.System);
    private readonly List<SessionEvent> _events = [];
    private readonly Dictionary<RunId, StoredRun> _runs = [];
    private readonly HashSet<SessionAppend> _appends = [];
    private readonly HashSet<RunId> _stopped = [];

    public RecordingEncoder Encoder { get; } = new();

    public SessionOwnership Open()
    {
        var ownership = Done(_store.OpenAsync(Some.Session, CancellationToken.None));
        Assert.Equal(_events.Count, ownership.LastSeq);
        Assert.Equal(_runs.Where(run => run.Value.End is null).Select(run => run.Key), ownership.UnfinishedRuns.Select(run => run.Run));
        return ownership;
    }

    public IReadOnlyDictionary<RunId, RunHistory> ReadHistories(SessionOwnership ownership) =>
        Done(new ValueTask<IReadOnlyDictionary<RunId, RunHistory>>(
            RunHistories.ReadAsync(_store, Encoder, Some.Session, ownership, CancellationToken.None)));

    public KeyedRun? Find(string key, DateTimeOffset since) =>
        Done(_store.FindRunAsync(Some.Session, key, since, CancellationToken.None));

    /// <summary>What <see cref="Find"/> must find.</summary>
    public StoredRun? Known(string key, DateTimeOffset since) =>
        _runs.Values.LastOrDefault(run => run.Accepted.IdempotencyKey == key && run.Accepted.At >= since);

    public StoredRun Run(RunId id)
    {
        Assert.True(_runs.ContainsKey(id), "Nobody is told of a run that is not stored.");
        return _runs[id];
    }

    public bool Has(EventBatch batch) =>
        batch.LastSeq <= _events.Count &&
        Enumerable.Range((int)batch.FirstSeq, batch.Count).All(seq => Encoder.Decode(batch.Frame(seq)) == _events[seq - 1]);

    public bool Has(RunEvent @event) => _events.Exists(stored => ReferenceEquals(stored.Event, @event));

    /// <summary>Somebody was told that this run is stopped.</summary>
    public void Stopped(RunId run) => _stopped.Add(run);

    /// <param name="isParking">Whether runs are left to the next owner in order.</param>
    /// <returns><see langword="false"/> when there is a newer owner.</returns>
    public bool TryAppend(long term, SessionAppend append, bool isParking)
    {
        var call = _store.AppendAsync(Some.Session, term, append, CancellationToken.None);
        if (!call.IsCompletedSuccessfully)
        {
            Assert.IsType<StaleOwnerException>(call.AsTask().Exception?.InnerException);
            return false;
        }

        if (_appends.Add(append))
        {
            foreach (var change in append.Runs)
                Take(change, isParking);
        }

        foreach (var stored in Read(_events.Count))
        {
            Assert.Equal(_events.Count + 1, stored.Seq);
            _events.Add(stored);
            _runs[stored.Run].Take(stored.Event);
        }

        return true;
    }

    /// <summary>Everything is over.</summary>
    public void AssertComplete()
    {
        Assert.Equal(_events, Read(after: 0));
        Assert.All(_runs.Values, run => Assert.NotNull(run.End));
        foreach (var run in _stopped)
            Assert.Equal(RunStatus.Interrupted, Assert.IsType<RunCompleted>(_runs[run].End).Status);
    }

    private void Take(RunChange change, bool isParking)
    {
        switch (change)
        {
            case RunChange.Accepted accepted:
                foreach (var other in _runs.Values.Where(run => accepted.IdempotencyKey is { } key && run.Accepted.IdempotencyKey == key))
                {
                    Assert.True(other.End is not null, "Two runs of one message at the same time.");
                    Assert.True(accepted.At - other.Accepted.At > SessionCore.KeyLifetime, "Two runs of one message within its key's lifetime.");
                }

                _runs.Add(accepted.Run, new StoredRun(accepted));
                break;
            case RunChange.Noted noted:
                _runs[change.Run].Note(noted.Number);
                break;
            case RunChange.TakenUp:
                _runs[change.Run].TakeUp(isParking);
                break;
        }
    }

    private List<SessionEvent> Read(long after)
    {
        var events = new List<SessionEvent>();
        while (Done(_store.ReadAsync(Some.Session, after, long.MaxValue, int.MaxValue, CancellationToken.None)).Events is { } page)
        {
            while (after < page.LastSeq)
                events.Add(Encoder.Decode(page.Frame(++after)));
        }

        return events;
    }

    /// <summary>Memory answers at once.</summary>
    private static T Done<T>(ValueTask<T> call)
    {
        Assert.True(call.IsCompleted);
        return call.Result;
    }
}

using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>A log whose reads wait, when told to, until they are let go, and whose beginning can be cut off.</summary>
internal sealed class DelayedLog : ISessionStore
{
    private readonly List<EventBatch> _batches = [];
    private TaskCompletionSource? _delay;

    public long LastSeq { get; private set; }

    public long OldestSeq { get; private set; } = 1;

    public int Reads { get; private set; }

    public bool IsDelaying => _delay is not null;

    public Exception? ReadFailure { get; set; }

    /// <summary>Adds a batch of so many events of so many bytes each.</summary>
    public EventBatch Grow(int events, int bytesEach)
    {
        int[] ends = [.. Enumerable.Range(1, events).Select(count => count * bytesEach)];
        var batch = new EventBatch(LastSeq + 1, new byte[events * bytesEach], ends);
        _batches.Add(batch);
        LastSeq = batch.LastSeq;
        return batch;
    }

    public void Trim()
    {
        if (_batches.Count == 0)
            return;
        OldestSeq = _batches[0].LastSeq + 1;
        _batches.RemoveAt(0);
    }

    public void DelayReads() => _delay ??= new TaskCompletionSource();

    public void LetGo()
    {
        var delay = _delay;
        _delay = null;
        delay?.SetResult();
    }

    public async ValueTask<LogPage> ReadAsync(
        SessionKey session, long after, long upTo, int maxBytes, CancellationToken cancellationToken)
    {
        Reads++;
        Assert.True(after < upTo);
        if (_delay is not null)
            await _delay.Task;

        if (ReadFailure is not null)
            throw ReadFailure;
        if (after + 1 < OldestSeq)
            return new LogPage(null);

        var bytes = new List<byte>();
        var ends = new List<int>();
        for (var seq = after + 1; seq <= upTo; seq++)
        {
            var frame = _batches.Single(batch => batch.FirstSeq <= seq && seq <= batch.LastSeq).Frame(seq);
            if (ends.Count > 0 && bytes.Count + frame.Length > maxBytes)
                break;
            bytes.AddRange(frame.Span);
            ends.Add(bytes.Count);
        }

        return new LogPage(new EventBatch(after + 1, bytes.ToArray(), [.. ends]));
    }

    public ValueTask<SessionOwnership> OpenAsync(SessionKey session, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask AppendAsync(SessionKey session, long term, SessionAppend append, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<long?> GetOldestSeqAsync(SessionKey session, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<bool> HasRunAsync(SessionKey session, RunId run, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public bool IsDurable => throw new NotSupportedException();

    public ValueTask<KeyedRun?> FindRunAsync(
        SessionKey session, string idempotencyKey, DateTimeOffset since, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<string>> ReadNotesAsync(SessionKey session, RunId run, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<SessionKey>> GetUnfinishedSessionsAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask DeleteAsync(SessionKey session, long term, Epoch next, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<long> PurgeAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<long> DeleteExpiredAsync(RetentionLimit limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}

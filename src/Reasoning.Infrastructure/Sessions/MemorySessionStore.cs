using System.Buffers;
using Microsoft.Extensions.Options;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>
/// The log in memory: bounded, gone with the process. When it forgets a whole session, sessions it does not know get a
/// new epoch, so that no client takes a later log for the forgotten one.
/// </summary>
internal sealed class MemorySessionStore(IOptions<MemoryStoreOptions> options) : ISessionStore
{
    private const int ForgottenShare = 8;
    private const int MaxPooledSegments = 4096;

    private readonly MemoryStoreOptions _options = options.Value;
    private readonly Lock _lock = new();

    // What one round of forgetting frees is what the next appends need.
    private readonly ArrayPool<byte> _segments = ArrayPool<byte>.Create(
        EventTail.LargestSegment, (int)Math.Min(options.Value.MaxBytes / ForgottenShare / EventTail.LargestSegment + 1, MaxPooledSegments));

    private readonly Dictionary<SessionKey, LinkedListNode<MemoryLog>> _logs = [];

    // The session written to least recently comes first.
    private readonly LinkedList<MemoryLog> _byLastWrite = [];
    private Epoch _unknownEpoch = Epoch.New();
    private long _lastTerm;
    private long _bytes;

    public bool IsDurable => false;

    public ValueTask<SessionOwnership> OpenAsync(SessionKey session, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var term = ++_lastTerm;
            if (Find(session) is not { } log)
                return new(new SessionOwnership(_unknownEpoch, term, LastSeq: 0, []));

            log.Term = term;
            return new(new SessionOwnership(log.Epoch, term, log.Events.LastSeq, [.. log.UnfinishedRuns]));
        }
    }

    public ValueTask AppendAsync(SessionKey session, long term, SessionAppend append, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // The stop of a run of a forgotten session: where its log would go on, only its next event tells.
            if (append.Events is null && Find(session) is null)
                return ValueTask.CompletedTask;

            var log = FindOrAdd(session, append);
            if (log.Term > term)
                return ValueTask.FromException(new StaleOwnerException());

            // The same again, from somebody who did not learn that it was stored.
            if (append.Events is { } events && log.Events.LastSeq == events.LastSeq && log.Term == term)
                return ValueTask.CompletedTask;

            log.Term = term;
            _bytes += log.Append(append, _options);
            if (_bytes > _options.MaxBytes)
                ForgetEvents();
            return ValueTask.CompletedTask;
        }
    }

    public ValueTask<LogPage> ReadAsync(
        SessionKey session, long after, long upTo, int maxBytes, CancellationToken cancellationToken)
    {
        lock (_lock)
            return new(new LogPage(Find(session)?.Events.Read(after, upTo, maxBytes)));
    }

    public ValueTask<long?> GetOldestSeqAsync(SessionKey session, CancellationToken cancellationToken)
    {
        lock (_lock)
            return new(Find(session)?.Events is { } events && events.OldestSeq <= events.LastSeq ? events.OldestSeq : null);
    }

    public ValueTask<bool> HasRunAsync(SessionKey session, RunId run, CancellationToken cancellationToken)
    {
        lock (_lock)
            return new(Find(session)?.HasRun(run) ?? false);
    }

    public ValueTask<KeyedRun?> FindRunAsync(
        SessionKey session, string idempotencyKey, DateTimeOffset since, CancellationToken cancellationToken)
    {
        lock (_lock)
            return new(Find(session)?.FindRun(idempotencyKey, since));
    }

    public ValueTask<IReadOnlyList<string>> ReadNotesAsync(SessionKey session, RunId run, CancellationToken cancellationToken)
    {
        lock (_lock)
            return new(Find(session)?.ReadNotes(run) ?? []);
    }

    public ValueTask<IReadOnlyList<SessionKey>> GetUnfinishedSessionsAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
            return new([.. _byLastWrite.Where(log => log.UnfinishedRuns.Any()).Select(log => log.Session)]);
    }

    /// <summary>Nothing: its own limits keep it small, and it does not live long.</summary>
    public ValueTask<long> DeleteExpiredAsync(RetentionLimit limit, CancellationToken cancellationToken) => new(0L);

    private MemoryLog? Find(SessionKey session) => _logs.GetValueOrDefault(session)?.Value;

    private MemoryLog FindOrAdd(SessionKey session, SessionAppend append)
    {
        if (_logs.TryGetValue(session, out var node))
        {
            _byLastWrite.Remove(node);
        }
        else
        {
            if (_logs.Count >= _options.MaxSessions)
                ForgetOneSession();
            node = new LinkedListNode<MemoryLog>(new MemoryLog(session, append.Epoch, new EventTail(append.Events!.FirstSeq - 1, _segments)));
            _logs.Add(session, node);
        }

        _byLastWrite.AddLast(node);
        return node.Value;
    }

    /// <summary>Makes room for a while, so that a full store does not do this at every append.</summary>
    private void ForgetEvents()
    {
        // First what is old in each: a reader that is only a moment behind must not lose its place because others pour.
        ForgetEvents(events => events.Trim(_options.MaxBytes / 256));
        ForgetEvents(events => events.Clear());
    }

    private void ForgetEvents(Func<EventTail, long> free)
    {
        for (var node = _byLastWrite.First; node is not null && _bytes > _options.MaxBytes / ForgottenShare * (ForgottenShare - 1); node = node.Next)
            _bytes -= free(node.Value.Events);
    }

    private void ForgetOneSession()
    {
        var log = _byLastWrite.First!.Value;
        _byLastWrite.RemoveFirst();
        _logs.Remove(log.Session);
        _bytes -= log.Events.Clear();
        _unknownEpoch = Epoch.New();
    }
}

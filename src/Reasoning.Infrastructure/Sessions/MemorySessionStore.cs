using Microsoft.Extensions.Options;
using Reasoning.Application.Sessions;
using Reasoning.Application.Webhooks;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>
/// The log in memory: bounded, gone with the process. When it forgets a whole session, sessions it does not know get a
/// new epoch, so that no client takes a later log for the forgotten one.
/// </summary>
internal sealed class MemorySessionStore(IOptions<MemoryStoreOptions> options, TimeProvider time) : ISessionStore, ISessionDirectory, IOutbox
{
    private readonly MemoryStoreOptions _options = options.Value;
    private readonly Lock _lock = new();
    private readonly BoundedTails<MemoryLog> _logs = new(options.Value.MaxSessionBytes, options.Value.MaxBytes);
    private readonly MemoryOutbox _outbox = new();
    private Epoch _unknownEpoch = Epoch.New();
    private long _lastTerm;

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
            if (append.Events is { } batch)
                _logs.Append(log, batch);
            log.Note(append.Runs, _options.MaxRunsPerSession);
            foreach (var change in append.Runs)
            {
                if (change is RunChange.Ended { Tell.Count: > 0 } ended)
                    _outbox.Add(session, ended);
            }

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
            return new([.. _logs.ByLastWrite.Where(log => log.UnfinishedRuns.Any()).Select(log => log.Session)]);
    }

    /// <summary>A session that it does not know has an epoch that no deleted one had.</summary>
    public ValueTask DeleteAsync(SessionKey session, long term, Epoch next, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (Find(session) is not { } log)
                return ValueTask.CompletedTask;
            if (log.Term > term)
                return ValueTask.FromException(new StaleOwnerException());
            _logs.Remove(log);
            _outbox.Forget(session);
            _unknownEpoch = next;
            return ValueTask.CompletedTask;
        }
    }

    public ValueTask<long> PurgeAsync(CancellationToken cancellationToken) => new(0L);

    /// <summary>Nothing: its own limits keep it small, and it does not live long.</summary>
    public ValueTask<long> DeleteExpiredAsync(RetentionLimit limit, CancellationToken cancellationToken) => new(0L);

    public ValueTask<IReadOnlyList<SessionSummary>> ListAsync(TenantId tenant, SessionFilter filter, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new([.. _logs.ByLastWrite
                .Where(log => log.Session.Tenant == tenant && log.Matches(filter))
                .Select(log => log.ToSummary())
                .OrderByDescending(session => session.ActiveAt).ThenByDescending(session => session.Id.Value, StringComparer.Ordinal)
                .Take(filter.Limit)]);
        }
    }

    public ValueTask<SessionSummary?> FindAsync(SessionKey session, CancellationToken cancellationToken)
    {
        lock (_lock)
            return new(Find(session)?.ToSummary());
    }

    public ValueTask<IReadOnlyList<RunSummary>> ReadRunsAsync(SessionKey session, long before, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
            return new(Find(session)?.NewestRuns(before, limit) ?? []);
    }

    public ValueTask<RunSummary?> FindRunAsync(SessionKey session, RunId run, CancellationToken cancellationToken)
    {
        lock (_lock)
            return new(Find(session)?.FindRun(run));
    }

    public ValueTask<bool> RenameAsync(SessionKey session, SessionTitle title, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (Find(session) is not { } log)
                return new(false);
            log.Title = title;
            return new(true);
        }
    }

    public ValueTask<IReadOnlyList<Delivery>> TakeAsync(
        string target, DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
            return new(_outbox.Take(target, now, until, limit));
    }

    public ValueTask PostponeAsync(long delivery, DateTimeOffset due, CancellationToken cancellationToken)
    {
        lock (_lock)
            _outbox.Postpone(delivery, due);
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveAsync(long delivery, CancellationToken cancellationToken)
    {
        lock (_lock)
            _outbox.Remove(delivery);
        return ValueTask.CompletedTask;
    }

    private MemoryLog? Find(SessionKey session) => _logs.Find(session);

    private MemoryLog FindOrAdd(SessionKey session, SessionAppend append)
    {
        if (_logs.Find(session) is { } found)
        {
            _logs.Touch(found);
            return found;
        }

        if (_logs.Count >= _options.MaxSessions)
            ForgetOneSession();
        var log = new MemoryLog(session, append.Epoch, new EventTail(append.Events!.FirstSeq - 1), time.GetUtcNow());
        _logs.Add(log);
        return log;
    }

    private void ForgetOneSession()
    {
        if (_logs.TryRemoveQuietest(_ => true, out _))
            _unknownEpoch = Epoch.New();
    }
}

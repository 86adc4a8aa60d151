using Microsoft.Extensions.Options;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>
/// Keeps the newest events of a store in memory too: most readers are only a moment behind, and need no disk. It holds
/// only what was committed, and a committed event never changes, so whoever wrote it, it can be shown.
/// </summary>
internal sealed class TailedSessionStore(ISessionStore inner, IOptions<TailOptions> options) : ISessionStore
{
    private readonly Lock _lock = new();
    private readonly BoundedTails<Tail> _tails = new(options.Value.MaxSessionBytes, options.Value.MaxBytes);

    public bool IsDurable => inner.IsDurable;

    public ValueTask<SessionOwnership> OpenAsync(SessionKey session, CancellationToken cancellationToken) =>
        inner.OpenAsync(session, cancellationToken);

    public async ValueTask AppendAsync(SessionKey session, long term, SessionAppend append, CancellationToken cancellationToken)
    {
        await inner.AppendAsync(session, term, append, cancellationToken);
        if (append.Events is { } events)
            Keep(session, events);
    }

    public ValueTask<LogPage> ReadAsync(
        SessionKey session, long after, long upTo, int maxBytes, CancellationToken cancellationToken)
    {
        EventBatch? kept;
        lock (_lock)
            kept = _tails.Find(session)?.Events.Read(after, upTo, maxBytes);
        return kept is null ? inner.ReadAsync(session, after, upTo, maxBytes, cancellationToken) : new(new LogPage(kept));
    }

    public ValueTask<long?> GetOldestSeqAsync(SessionKey session, CancellationToken cancellationToken) =>
        inner.GetOldestSeqAsync(session, cancellationToken);

    public ValueTask<bool> HasRunAsync(SessionKey session, RunId run, CancellationToken cancellationToken) =>
        inner.HasRunAsync(session, run, cancellationToken);

    public ValueTask<KeyedRun?> FindRunAsync(
        SessionKey session, string idempotencyKey, DateTimeOffset since, CancellationToken cancellationToken) =>
        inner.FindRunAsync(session, idempotencyKey, since, cancellationToken);

    public ValueTask<IReadOnlyList<string>> ReadNotesAsync(SessionKey session, RunId run, CancellationToken cancellationToken) =>
        inner.ReadNotesAsync(session, run, cancellationToken);

    public ValueTask<IReadOnlyList<SessionKey>> GetUnfinishedSessionsAsync(CancellationToken cancellationToken) =>
        inner.GetUnfinishedSessionsAsync(cancellationToken);

    public async ValueTask DeleteAsync(SessionKey session, long term, Epoch next, CancellationToken cancellationToken)
    {
        await inner.DeleteAsync(session, term, next, cancellationToken);
        lock (_lock)
        {
            if (_tails.Find(session) is { } tail)
                _tails.Remove(tail);
        }
    }

    public ValueTask<long> PurgeAsync(CancellationToken cancellationToken) => inner.PurgeAsync(cancellationToken);

    public async ValueTask<long> DeleteExpiredAsync(RetentionLimit limit, CancellationToken cancellationToken)
    {
        var deleted = await inner.DeleteExpiredAsync(limit, cancellationToken);

        // It does not tell of which sessions: what is deleted must not be read from here.
        if (deleted > 0)
            Forget();
        return deleted;
    }

    private void Keep(SessionKey session, EventBatch events)
    {
        lock (_lock)
        {
            var tail = _tails.Find(session);

            // Stored twice, or by an owner who has been overtaken since: newer events are here already.
            if (tail is not null && events.LastSeq <= tail.Events.LastSeq)
                return;

            // Somebody else wrote what lies between.
            if (tail is not null && events.FirstSeq != tail.Events.LastSeq + 1)
            {
                _tails.Remove(tail);
                tail = null;
            }

            if (tail is null)
                _tails.Add(tail = new Tail(session, new EventTail(events.FirstSeq - 1, _tails.Segments)));
            _tails.Append(tail, events);

            // Nothing is lost with those of which no event is left, unlike in a store.
            while (_tails.TryRemoveQuietest(quiet => quiet.Events.Bytes == 0, out _))
            {
            }
        }
    }

    private void Forget()
    {
        lock (_lock)
        {
            while (_tails.TryRemoveQuietest(_ => true, out _))
            {
            }
        }
    }

    private sealed record Tail(SessionKey Session, EventTail Events) : IKeepsEvents;
}

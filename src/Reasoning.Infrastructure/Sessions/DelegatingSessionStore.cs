using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>Hands everything on to another store; a decorator overrides what it does differently.</summary>
internal abstract class DelegatingSessionStore(ISessionStore inner) : ISessionStore
{
    public bool IsDurable => inner.IsDurable;

    public virtual ValueTask<SessionOwnership> OpenAsync(SessionKey session, CancellationToken cancellationToken) =>
        inner.OpenAsync(session, cancellationToken);

    public virtual ValueTask AppendAsync(SessionKey session, long term, SessionAppend append, CancellationToken cancellationToken) =>
        inner.AppendAsync(session, term, append, cancellationToken);

    public virtual ValueTask<LogPage> ReadAsync(
        SessionKey session, long after, long upTo, int maxBytes, CancellationToken cancellationToken) =>
        inner.ReadAsync(session, after, upTo, maxBytes, cancellationToken);

    public virtual ValueTask<long?> GetOldestSeqAsync(SessionKey session, CancellationToken cancellationToken) =>
        inner.GetOldestSeqAsync(session, cancellationToken);

    public virtual ValueTask<bool> HasRunAsync(SessionKey session, RunId run, CancellationToken cancellationToken) =>
        inner.HasRunAsync(session, run, cancellationToken);

    public virtual ValueTask<KeyedRun?> FindRunAsync(
        SessionKey session, string idempotencyKey, DateTimeOffset since, CancellationToken cancellationToken) =>
        inner.FindRunAsync(session, idempotencyKey, since, cancellationToken);

    public virtual ValueTask<IReadOnlyList<string>> ReadNotesAsync(SessionKey session, RunId run, CancellationToken cancellationToken) =>
        inner.ReadNotesAsync(session, run, cancellationToken);

    public virtual ValueTask<IReadOnlyList<SessionKey>> GetUnfinishedSessionsAsync(CancellationToken cancellationToken) =>
        inner.GetUnfinishedSessionsAsync(cancellationToken);

    public virtual ValueTask DeleteAsync(SessionKey session, long term, Epoch next, CancellationToken cancellationToken) =>
        inner.DeleteAsync(session, term, next, cancellationToken);

    public virtual ValueTask<long> PurgeAsync(CancellationToken cancellationToken) => inner.PurgeAsync(cancellationToken);

    public virtual ValueTask<long> DeleteExpiredAsync(RetentionLimit limit, CancellationToken cancellationToken) =>
        inner.DeleteExpiredAsync(limit, cancellationToken);
}

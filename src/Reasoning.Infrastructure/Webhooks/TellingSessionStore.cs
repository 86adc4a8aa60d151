using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Webhooks;

/// <summary>Notes with the end of every run whom to tell, so that both are stored in one commit. There only where somebody is told.</summary>
internal sealed class TellingSessionStore(ISessionStore inner, IReadOnlyList<string> targets) : ISessionStore
{
    public bool IsDurable => inner.IsDurable;

    public ValueTask AppendAsync(SessionKey session, long term, SessionAppend append, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(append);
        var told = append.Runs.Any(change => change is RunChange.Ended)
            ? append with { Runs = [.. append.Runs.Select(change => change is RunChange.Ended end ? end with { Tell = targets } : change)] }
            : append;
        return inner.AppendAsync(session, term, told, cancellationToken);
    }

    public ValueTask<SessionOwnership> OpenAsync(SessionKey session, CancellationToken cancellationToken) =>
        inner.OpenAsync(session, cancellationToken);

    public ValueTask<LogPage> ReadAsync(SessionKey session, long after, long upTo, int maxBytes, CancellationToken cancellationToken) =>
        inner.ReadAsync(session, after, upTo, maxBytes, cancellationToken);

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

    public ValueTask DeleteAsync(SessionKey session, long term, Epoch next, CancellationToken cancellationToken) =>
        inner.DeleteAsync(session, term, next, cancellationToken);

    public ValueTask<long> PurgeAsync(CancellationToken cancellationToken) => inner.PurgeAsync(cancellationToken);

    public ValueTask<long> DeleteExpiredAsync(RetentionLimit limit, CancellationToken cancellationToken) =>
        inner.DeleteExpiredAsync(limit, cancellationToken);
}

using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.UnitTests.Infrastructure.Sessions.Postgres;

/// <summary>A part of a store that looks like an empty one: cheap where a test needs hundreds at once.</summary>
internal sealed class TenantOfStore(ISessionStore inner, string prefix) : ISessionStore
{
    public bool IsDurable => inner.IsDurable;

    public ValueTask<SessionOwnership> OpenAsync(SessionKey session, CancellationToken cancellationToken) =>
        inner.OpenAsync(Inside(session), cancellationToken);

    public ValueTask AppendAsync(SessionKey session, long term, SessionAppend append, CancellationToken cancellationToken) =>
        inner.AppendAsync(Inside(session), term, append, cancellationToken);

    public ValueTask<LogPage> ReadAsync(SessionKey session, long after, long upTo, int maxBytes, CancellationToken cancellationToken) =>
        inner.ReadAsync(Inside(session), after, upTo, maxBytes, cancellationToken);

    public ValueTask<long?> GetOldestSeqAsync(SessionKey session, CancellationToken cancellationToken) =>
        inner.GetOldestSeqAsync(Inside(session), cancellationToken);

    public ValueTask<bool> HasRunAsync(SessionKey session, RunId run, CancellationToken cancellationToken) =>
        inner.HasRunAsync(Inside(session), run, cancellationToken);

    public ValueTask<KeyedRun?> FindRunAsync(
        SessionKey session, string idempotencyKey, DateTimeOffset since, CancellationToken cancellationToken) =>
        inner.FindRunAsync(Inside(session), idempotencyKey, since, cancellationToken);

    public ValueTask<IReadOnlyList<string>> ReadNotesAsync(SessionKey session, RunId run, CancellationToken cancellationToken) =>
        inner.ReadNotesAsync(Inside(session), run, cancellationToken);

    public async ValueTask<IReadOnlyList<SessionKey>> GetUnfinishedSessionsAsync(CancellationToken cancellationToken) =>
        [.. (await inner.GetUnfinishedSessionsAsync(cancellationToken))
            .Where(session => session.Tenant.Value.StartsWith(prefix, StringComparison.Ordinal))
            .Select(session => new SessionKey(new TenantId(session.Tenant.Value[prefix.Length..]), session.Id))];

    public ValueTask DeleteAsync(SessionKey session, long term, Epoch next, CancellationToken cancellationToken) =>
        inner.DeleteAsync(Inside(session), term, next, cancellationToken);

    public ValueTask<long> PurgeAsync(CancellationToken cancellationToken) => inner.PurgeAsync(cancellationToken);

    public ValueTask<long> DeleteExpiredAsync(RetentionLimit limit, CancellationToken cancellationToken) =>
        inner.DeleteExpiredAsync(limit, cancellationToken);

    private SessionKey Inside(SessionKey session) => new(new TenantId(prefix + session.Tenant.Value), session.Id);
}

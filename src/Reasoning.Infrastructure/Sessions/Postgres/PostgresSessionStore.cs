using Reasoning.Application.Sessions;
using Reasoning.Application.Webhooks;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions.Postgres;

/// <summary>
/// The log in PostgreSQL, which several nodes may use at once. An append is one round trip and one commit; a session
/// that was never written to has no row.
/// </summary>
internal sealed class PostgresSessionStore(PostgresDatabase database, IEventHeader header) : ISessionStore, ISessionDirectory, IOutbox
{
    private readonly PostgresAppender _appender = new(database);
    private readonly PostgresRetention _retention = new(database);

    public bool IsDurable => true;

    public ValueTask<SessionOwnership> OpenAsync(SessionKey session, CancellationToken cancellationToken) =>
        database.UseAsync((connection, token) => PostgresOwnership.TakeAsync(connection, session, token), cancellationToken);

    public ValueTask AppendAsync(SessionKey session, long term, SessionAppend append, CancellationToken cancellationToken) =>
        new(_appender.AppendAsync(new PendingAppend(session, term, append)).WaitAsync(cancellationToken));

    public ValueTask<LogPage> ReadAsync(SessionKey session, long after, long upTo, int maxBytes, CancellationToken cancellationToken) =>
        database.UseAsync((connection, token) => PostgresLog.ReadAsync(connection, session, after, upTo, maxBytes, header, token), cancellationToken);

    public ValueTask<long?> GetOldestSeqAsync(SessionKey session, CancellationToken cancellationToken) =>
        database.UseAsync((connection, token) => PostgresLog.GetOldestSeqAsync(connection, session, token), cancellationToken);

    public ValueTask<bool> HasRunAsync(SessionKey session, RunId run, CancellationToken cancellationToken) =>
        database.UseAsync((connection, token) => PostgresRuns.HasAsync(connection, session, run, token), cancellationToken);

    public ValueTask<KeyedRun?> FindRunAsync(
        SessionKey session, string idempotencyKey, DateTimeOffset since, CancellationToken cancellationToken) =>
        database.UseAsync((connection, token) => PostgresRuns.FindAsync(connection, session, idempotencyKey, since, token), cancellationToken);

    public ValueTask<IReadOnlyList<string>> ReadNotesAsync(SessionKey session, RunId run, CancellationToken cancellationToken) =>
        database.UseAsync((connection, token) => PostgresRuns.ReadNotesAsync(connection, session, run, token), cancellationToken);

    public ValueTask<IReadOnlyList<SessionKey>> GetUnfinishedSessionsAsync(CancellationToken cancellationToken) =>
        database.UseAsync(PostgresRuns.GetUnfinishedSessionsAsync, cancellationToken);

    public async ValueTask DeleteAsync(SessionKey session, long term, Epoch next, CancellationToken cancellationToken) =>
        await database.UseAsync(
            (connection, token) => PostgresDeletion.DeleteAsync(connection, session, term, next, token), cancellationToken);

    public ValueTask<long> PurgeAsync(CancellationToken cancellationToken) =>
        database.UseAsync(PostgresDeletion.PurgeAsync, cancellationToken);

    public ValueTask<long> DeleteExpiredAsync(RetentionLimit limit, CancellationToken cancellationToken) =>
        _retention.DeleteAsync(limit, cancellationToken);

    public ValueTask<IReadOnlyList<SessionSummary>> ListAsync(TenantId tenant, SessionFilter filter, CancellationToken cancellationToken) =>
        database.UseAsync((connection, token) => PostgresDirectory.ListAsync(connection, tenant, filter, token), cancellationToken);

    public ValueTask<SessionSummary?> FindAsync(SessionKey session, CancellationToken cancellationToken) =>
        database.UseAsync((connection, token) => PostgresDirectory.FindAsync(connection, session, token), cancellationToken);

    public ValueTask<IReadOnlyList<RunSummary>> ReadRunsAsync(SessionKey session, long before, int limit, CancellationToken cancellationToken) =>
        database.UseAsync((connection, token) => PostgresDirectory.ReadRunsAsync(connection, session, before, limit, token), cancellationToken);

    public ValueTask<RunSummary?> FindRunAsync(SessionKey session, RunId run, CancellationToken cancellationToken) =>
        database.UseAsync((connection, token) => PostgresDirectory.FindRunAsync(connection, session, run, token), cancellationToken);

    public ValueTask<bool> RenameAsync(SessionKey session, SessionTitle title, CancellationToken cancellationToken) =>
        database.UseAsync((connection, token) => PostgresDirectory.RenameAsync(connection, session, title, token), cancellationToken);

    public ValueTask<IReadOnlyList<Delivery>> TakeAsync(
        string target, DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        database.UseAsync((connection, token) => PostgresOutbox.TakeAsync(connection, target, now, until, limit, token), cancellationToken);

    public async ValueTask PostponeAsync(long delivery, DateTimeOffset due, CancellationToken cancellationToken) =>
        await database.UseAsync((connection, token) => PostgresOutbox.PostponeAsync(connection, delivery, due, token), cancellationToken);

    public async ValueTask RemoveAsync(long delivery, CancellationToken cancellationToken) =>
        await database.UseAsync((connection, token) => PostgresOutbox.RemoveAsync(connection, delivery, token), cancellationToken);
}

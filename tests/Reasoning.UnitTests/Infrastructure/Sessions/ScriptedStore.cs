using Microsoft.Extensions.Options;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;
using Reasoning.Infrastructure.Sessions;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

/// <summary>The store in memory, made to wait or to fail when a test says so.</summary>
internal sealed class ScriptedStore : ISessionStore
{
    private readonly MemorySessionStore _inner = new(Options.Create(new MemoryStoreOptions()), TimeProvider.System);
    private int _appends;

    public Func<Task>? BeforeOpen { get; set; }

    public Func<Task>? BeforeFind { get; set; }

    public Func<SessionAppend, Task>? BeforeAppend { get; set; }

    public Func<Task>? BeforeDelete { get; set; }

    public Func<Task>? AfterDelete { get; set; }

    public Func<Task>? BeforeRead { get; set; }

    public ValueTask<SessionOwnership> OpenAsync(SessionKey session, CancellationToken cancellationToken) =>
        BeforeOpen is { } before ? OpenLaterAsync(before(), session, cancellationToken) : _inner.OpenAsync(session, cancellationToken);

    /// <summary>How often it was asked to append.</summary>
    public int Appends => Volatile.Read(ref _appends);

    public ValueTask AppendAsync(SessionKey session, long term, SessionAppend append, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _appends);
        return BeforeAppend is { } before
            ? AppendLaterAsync(before(append), session, term, append, cancellationToken)
            : _inner.AppendAsync(session, term, append, cancellationToken);
    }

    public ValueTask<LogPage> ReadAsync(SessionKey session, long after, long upTo, int maxBytes, CancellationToken cancellationToken) =>
        BeforeRead is { } before
            ? ReadLaterAsync(before(), session, after, upTo, maxBytes, cancellationToken)
            : _inner.ReadAsync(session, after, upTo, maxBytes, cancellationToken);

    public ValueTask<long?> GetOldestSeqAsync(SessionKey session, CancellationToken cancellationToken) =>
        _inner.GetOldestSeqAsync(session, cancellationToken);

    public ValueTask<bool> HasRunAsync(SessionKey session, RunId run, CancellationToken cancellationToken) =>
        _inner.HasRunAsync(session, run, cancellationToken);

    public bool IsDurable { get; set; }

    public ValueTask<KeyedRun?> FindRunAsync(
        SessionKey session, string idempotencyKey, DateTimeOffset since, CancellationToken cancellationToken) =>
        BeforeFind is { } before ? FindLaterAsync(before(), session, idempotencyKey, since, cancellationToken) : _inner.FindRunAsync(session, idempotencyKey, since, cancellationToken);

    public ValueTask<IReadOnlyList<string>> ReadNotesAsync(SessionKey session, RunId run, CancellationToken cancellationToken) =>
        _inner.ReadNotesAsync(session, run, cancellationToken);

    public ValueTask<IReadOnlyList<SessionKey>> GetUnfinishedSessionsAsync(CancellationToken cancellationToken) =>
        _inner.GetUnfinishedSessionsAsync(cancellationToken);

    public ValueTask DeleteAsync(SessionKey session, long term, Epoch next, CancellationToken cancellationToken) =>
        DeleteBetweenAsync(BeforeDelete?.Invoke() ?? Task.CompletedTask, session, term, next, cancellationToken);

    public ValueTask<long> PurgeAsync(CancellationToken cancellationToken) => _inner.PurgeAsync(cancellationToken);

    public ValueTask<long> DeleteExpiredAsync(RetentionLimit limit, CancellationToken cancellationToken) =>
        _inner.DeleteExpiredAsync(limit, cancellationToken);

    private async ValueTask DeleteBetweenAsync(
        Task before, SessionKey session, long term, Epoch next, CancellationToken cancellationToken)
    {
        await before;
        await _inner.DeleteAsync(session, term, next, cancellationToken);
        await (AfterDelete?.Invoke() ?? Task.CompletedTask);
    }

    private async ValueTask<LogPage> ReadLaterAsync(
        Task before, SessionKey session, long after, long upTo, int maxBytes, CancellationToken cancellationToken)
    {
        await before;
        return await _inner.ReadAsync(session, after, upTo, maxBytes, cancellationToken);
    }

    private async ValueTask<KeyedRun?> FindLaterAsync(
        Task before, SessionKey session, string idempotencyKey, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await before;
        return await _inner.FindRunAsync(session, idempotencyKey, since, cancellationToken);
    }

    private async ValueTask<SessionOwnership> OpenLaterAsync(Task before, SessionKey session, CancellationToken cancellationToken)
    {
        await before;
        return await _inner.OpenAsync(session, cancellationToken);
    }

    private async ValueTask AppendLaterAsync(
        Task before, SessionKey session, long term, SessionAppend append, CancellationToken cancellationToken)
    {
        await before;
        await _inner.AppendAsync(session, term, append, cancellationToken);
    }
}

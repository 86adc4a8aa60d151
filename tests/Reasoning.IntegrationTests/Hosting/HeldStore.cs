using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.IntegrationTests.Hosting;

/// <summary>A store whose commits can be held up, as a disk's can, or made to fail.</summary>
internal sealed class HeldStore(ISessionStore inner) : ISessionStore
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _gate;
    private TaskCompletionSource _waiting = NewSignal();

    /// <summary>Until <see cref="Release"/>, commits wait.</summary>
    public void Hold()
    {
        lock (_lock)
            _gate ??= NewSignal();
    }

    /// <summary>Completes when a commit waits.</summary>
    public Task Waiting
    {
        get
        {
            lock (_lock)
                return _waiting.Task;
        }
    }

    public void Release() => TakeGate()?.TrySetResult();

    /// <summary>Lets the commit that waits fail.</summary>
    public void Break() => TakeGate()?.TrySetException(new IOException("The disk /var/secret/path is full."));

    public ValueTask<SessionOwnership> OpenAsync(SessionKey session, CancellationToken cancellationToken) =>
        inner.OpenAsync(session, cancellationToken);

    public async ValueTask AppendAsync(SessionKey session, long term, SessionAppend append, CancellationToken cancellationToken)
    {
        Task? gate;
        lock (_lock)
        {
            gate = _gate?.Task;
            if (gate is not null)
                _waiting.TrySetResult();
        }

        if (gate is not null)
            await gate;
        await inner.AppendAsync(session, term, append, cancellationToken);
    }

    public ValueTask<LogPage> ReadAsync(SessionKey session, long after, long upTo, int maxBytes, CancellationToken cancellationToken) =>
        inner.ReadAsync(session, after, upTo, maxBytes, cancellationToken);

    public ValueTask<long?> GetOldestSeqAsync(SessionKey session, CancellationToken cancellationToken) =>
        inner.GetOldestSeqAsync(session, cancellationToken);

    public bool IsDurable => inner.IsDurable;

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

    public ValueTask<bool> HasRunAsync(SessionKey session, RunId run, CancellationToken cancellationToken) =>
        inner.HasRunAsync(session, run, cancellationToken);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TaskCompletionSource? TakeGate()
    {
        lock (_lock)
        {
            var gate = _gate;
            _gate = null;
            _waiting = NewSignal();
            return gate;
        }
    }
}

using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;
using Reasoning.Infrastructure.Sessions;

namespace Reasoning.IntegrationTests.Hosting;

/// <summary>A store whose commits can be held up, as a disk's can, or made to fail.</summary>
internal sealed class HeldStore(ISessionStore inner) : DelegatingSessionStore(inner)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _gate;
    private TaskCompletionSource _waiting = NewSignal();

    /// <summary>Whether reading fails.</summary>
    public bool IsUnreadable { get; set; }

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

    public override async ValueTask AppendAsync(SessionKey session, long term, SessionAppend append, CancellationToken cancellationToken)
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
        await base.AppendAsync(session, term, append, cancellationToken);
    }

    public override ValueTask<long?> GetOldestSeqAsync(SessionKey session, CancellationToken cancellationToken) => IsUnreadable
        ? ValueTask.FromException<long?>(new StoreUnavailableException("The disk /var/secret/path is away.", new IOException()))
        : base.GetOldestSeqAsync(session, cancellationToken);

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

using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions.Postgres;

/// <summary>An append that waits for its commit, and somebody who waits for it.</summary>
internal sealed class PendingAppend(SessionKey session, long term, SessionAppend content)
{
    // Whoever waits goes on elsewhere: the connection is needed for the next commit.
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SessionKey Session { get; } = session;

    public long Term { get; } = term;

    public SessionAppend Content { get; } = content;

    public Task Done => _done.Task;

    public void Succeed() => _done.TrySetResult();

    public void Fail(Exception failure) => _done.TrySetException(failure);
}

using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Sessions;

/// <summary>
/// Keeps the logs. Everything of one <see cref="AppendAsync"/> becomes visible together or not at all. Each owner of a
/// session has a higher term than the one before; what an earlier owner still appends is refused.
/// </summary>
public interface ISessionStore
{
    /// <summary>Takes the session over under a new term. A session that was never written to costs the store nothing.</summary>
    ValueTask<SessionOwnership> OpenAsync(SessionKey session, CancellationToken cancellationToken);

    /// <exception cref="StaleOwnerException">Somebody else has opened the session since.</exception>
    ValueTask AppendAsync(SessionKey session, long term, SessionAppend append, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the events after <paramref name="after"/> and not after <paramref name="upTo"/>: at least one if there is
    /// one, then up to <paramref name="maxBytes"/>.
    /// </summary>
    ValueTask<LogPage> ReadAsync(SessionKey session, long after, long upTo, int maxBytes, CancellationToken cancellationToken);

    /// <summary>The first event that can still be read; <see langword="null"/> when there is none.</summary>
    ValueTask<long?> GetOldestSeqAsync(SessionKey session, CancellationToken cancellationToken);

    /// <summary>Whether the session has, or remembers having had, this run.</summary>
    ValueTask<bool> HasRunAsync(SessionKey session, RunId run, CancellationToken cancellationToken);
}

/// <summary>A session as its new owner finds it.</summary>
public sealed record SessionOwnership(Epoch Epoch, long Term, long LastSeq);

/// <summary>What is stored in one commit.</summary>
/// <param name="Events">The events that follow the last stored one; <see langword="null"/> for a change of runs alone.</param>
public sealed record SessionAppend(Epoch Epoch, EventBatch? Events, IReadOnlyList<RunChange> Runs);

/// <summary>A change in the life of a run.</summary>
public abstract record RunChange(RunId Run)
{
    /// <summary>It was accepted and will be finished.</summary>
    public sealed record Accepted(RunId Run, RunRequest Request, DateTimeOffset At) : RunChange(Run);

    /// <summary>It was stopped: whoever takes it up must not let it complete.</summary>
    public sealed record InterruptRequested(RunId Run) : RunChange(Run);

    /// <summary>Its terminal event is in the log.</summary>
    public sealed record Ended(RunId Run, DateTimeOffset At) : RunChange(Run);
}

/// <summary>A piece of the log.</summary>
/// <param name="Events">Beginning with the event that was asked for; <see langword="null"/> when the log does not hold it.</param>
public readonly record struct LogPage(EventBatch? Events);

/// <summary>The session has a newer owner.</summary>
public sealed class StaleOwnerException() : Exception("The session has a newer owner.");

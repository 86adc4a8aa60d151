using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Sessions;

/// <summary>
/// Keeps the logs. Everything of one <see cref="AppendAsync"/> becomes visible together or not at all. Each owner of a
/// session has a higher term than the one before; what an earlier owner still appends is refused.
/// </summary>
public interface ISessionStore
{
    /// <summary>Whether what it holds outlives the process: then a shutdown leaves runs to whoever comes next.</summary>
    bool IsDurable { get; }

    /// <summary>Takes the session over under a new term. A session that was never written to costs the store nothing.</summary>
    ValueTask<SessionOwnership> OpenAsync(SessionKey session, CancellationToken cancellationToken);

    /// <summary>
    /// Appends. Whoever does not learn how it went may call again with the same content: what was stored the first time
    /// is not stored twice.
    /// </summary>
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

    /// <summary>The newest run that was accepted with this key, not before <paramref name="since"/>.</summary>
    ValueTask<KeyedRun?> FindRunAsync(
        SessionKey session, string idempotencyKey, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>What an agent noted in this run, in order.</summary>
    ValueTask<IReadOnlyList<string>> ReadNotesAsync(SessionKey session, RunId run, CancellationToken cancellationToken);

    /// <summary>The sessions that have a run without an end.</summary>
    ValueTask<IReadOnlyList<SessionKey>> GetUnfinishedSessionsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the session's log and its runs, and leaves its name with another epoch. Nothing of it is found from then on,
    /// and no earlier owner writes to it. Whoever does not learn how it went may call again with the same epoch.
    /// </summary>
    /// <exception cref="StaleOwnerException">Somebody else has opened the session since.</exception>
    ValueTask DeleteAsync(SessionKey session, long term, Epoch next, CancellationToken cancellationToken);

    /// <summary>Removes some of what deleted sessions have left behind, so that nobody who writes waits for long.</summary>
    /// <returns>How many events; zero when nothing is left to remove.</returns>
    ValueTask<long> PurgeAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Deletes what may go of some sessions, always from the beginning of a log, and never an event of a run that has
    /// not ended or that ended after the limit.
    /// </summary>
    /// <returns>How many events; zero when nothing is left to delete.</returns>
    ValueTask<long> DeleteExpiredAsync(RetentionLimit limit, CancellationToken cancellationToken);
}

/// <summary>A session as its new owner finds it.</summary>
/// <param name="UnfinishedRuns">In the order in which they were accepted.</param>
public sealed record SessionOwnership(Epoch Epoch, long Term, long LastSeq, IReadOnlyList<UnfinishedRun> UnfinishedRuns);

/// <summary>A run that was accepted and has no terminal event.</summary>
/// <param name="FirstSeq">Its first event.</param>
/// <param name="Notes">How many notes its agent has made.</param>
/// <param name="TakeUp">The last time that it was taken up; <see langword="null"/> when it never was.</param>
public sealed record UnfinishedRun(
    RunId Run,
    RunRequest Request,
    string? IdempotencyKey,
    DateTimeOffset AcceptedAt,
    long FirstSeq,
    int Notes,
    bool InterruptRequested,
    TakeUp? TakeUp);

/// <summary>A run's work begins again after its server went away.</summary>
/// <param name="Attempt">2 for the first time.</param>
/// <param name="Progress">How far the run had come by then.</param>
/// <param name="Idle">How many times in a row it was taken up, this one included, without having come further.</param>
public sealed record TakeUp(int Attempt, long Progress, int Idle);

/// <summary>A run and what was asked for.</summary>
public sealed record KeyedRun(RunId Run, RunRequest Request);

/// <summary>What a log has to keep.</summary>
/// <param name="EndedBefore">Runs that ended before this may go.</param>
/// <param name="MaxEvents">Of each session, beyond these the oldest may go whenever they ended.</param>
/// <param name="KeysBefore">Runs accepted after this are remembered for their idempotency key even without events.</param>
public sealed record RetentionLimit(DateTimeOffset EndedBefore, long? MaxEvents, DateTimeOffset KeysBefore);

/// <summary>What is stored in one commit.</summary>
/// <param name="Events">The events that follow the last stored one; <see langword="null"/> for a change of runs alone.</param>
/// <param name="Runs">In the order in which they happened.</param>
public sealed record SessionAppend(Epoch Epoch, EventBatch? Events, IReadOnlyList<RunChange> Runs);

/// <summary>A change in the life of a run. Each may be stored again without harm.</summary>
public abstract record RunChange(RunId Run)
{
    /// <summary>It was accepted and will be finished. Comes with its first event.</summary>
    public sealed record Accepted(RunId Run, RunRequest Request, DateTimeOffset At, long FirstSeq, string? IdempotencyKey = null) : RunChange(Run);

    /// <summary>Its work begins again.</summary>
    public sealed record TakenUp(RunId Run, TakeUp TakeUp) : RunChange(Run);

    /// <summary>Its agent made a note for whoever continues its work.</summary>
    /// <param name="Number">From 1.</param>
    public sealed record Noted(RunId Run, int Number, string Text) : RunChange(Run);

    /// <summary>It was stopped: whoever takes it up must not let it complete.</summary>
    public sealed record InterruptRequested(RunId Run) : RunChange(Run);

    /// <summary>Its terminal event is in the log.</summary>
    public sealed record Ended(RunId Run, DateTimeOffset At, long LastSeq, RunOutcome Outcome) : RunChange(Run)
    {
        /// <summary>Whom to tell: each gets a delivery in the outbox.</summary>
        public IReadOnlyList<string> Tell { get; init; } = [];
    }
}

/// <summary>A piece of the log.</summary>
/// <param name="Events">Beginning with the event that was asked for, held for whoever asked; <see langword="null"/> when the log does not hold it.</param>
public readonly record struct LogPage(EventBatch? Events);

/// <summary>The session has a newer owner.</summary>
public sealed class StaleOwnerException() : Exception("The session has a newer owner.");

using Reasoning.Application.Clients;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;
using Reasoning.Domain.Steps;

namespace Reasoning.Application.Sessions;

/// <summary>The way to a session's owner, wherever it lives.</summary>
public interface ISessions
{
    /// <summary>Accepts a run; completes when it is stored.</summary>
    /// <exception cref="RequestRefusedException">Too many runs, server busy or shutting down, not stored in time, or the key of another message.</exception>
    Task<StartedRun> StartRunAsync(StartRun request, CancellationToken cancellationToken);

    /// <summary>Stops one run, or all of the session; completes when the stop is stored.</summary>
    /// <returns>The runs that this call stopped; empty when there was nothing left to stop.</returns>
    /// <exception cref="RequestRefusedException">The run is unknown, or the stop was not stored in time.</exception>
    Task<IReadOnlyList<RunId>> InterruptAsync(SessionKey session, RunId? run, CancellationToken cancellationToken);

    /// <summary>Deletes the session: stops its runs, ends its readers; completes when nothing of it can be read any more.</summary>
    /// <exception cref="RequestRefusedException">Nothing was ever asked in it, or it was not deleted in time; then it still may be.</exception>
    Task DeleteAsync(SessionKey session, CancellationToken cancellationToken);

    /// <summary>
    /// Waits until the end of a run is stored, but no longer than the limit, nor than its session's owner works on it: the
    /// store tells what became of it.
    /// </summary>
    Task WaitForEndAsync(SessionKey session, RunId run, TimeSpan limit, CancellationToken cancellationToken);

    /// <summary>Hands over an event of a run; see <see cref="IClientNotifier.NotifyAsync"/> for what it promises.</summary>
    ValueTask<bool> AppendAsync(RunAddress run, RunEvent @event, CancellationToken cancellationToken);

    /// <summary>Hands over a piece of a step of a run; see <see cref="IClientNotifier.NotifyDeltaAsync"/>.</summary>
    ValueTask<bool> AppendDeltaAsync(RunAddress run, StepDelta delta, CancellationToken cancellationToken);

    /// <summary>One turn that subscribes the reader and tells what the log is at that moment.</summary>
    Task<SessionAttachment> AttachAsync(SessionReader reader, CancellationToken cancellationToken);

    /// <summary>The reader sees nothing more. A session that nobody needs any longer leaves memory.</summary>
    void Detach(SessionReader reader);

    /// <summary>Continues the session's unfinished runs, unless that has been done.</summary>
    Task TakeUpAsync(SessionKey session, CancellationToken cancellationToken);

    /// <summary>The server is going down: accepts no run, and ends every one or, when the log outlives the process, leaves it to the next.</summary>
    Task DrainAsync(CancellationToken cancellationToken);
}

/// <summary>A run to accept.</summary>
/// <param name="Asker">The connection to tell <c>accepted</c>; <see langword="null"/> when nobody asked to be told.</param>
/// <param name="IdempotencyKey">The same key and request again start nothing; <see langword="null"/> when each request is a new run.</param>
public sealed record StartRun(SessionKey Session, RunRequest Request, string? IdempotencyKey, Asker? Asker);

/// <param name="Duplicate">An earlier request with the same key had started it.</param>
public sealed record StartedRun(RunId Run, bool Duplicate);

/// <summary>A session at the moment a reader was attached: it gets every event after <see cref="LogExtent.LastSeq"/>.</summary>
public sealed record SessionAttachment(LogExtent Log, IReadOnlyList<ActiveRun> ActiveRuns);

/// <summary>A run whose first event is in the log and whose last is not.</summary>
public sealed record ActiveRun(RunId Run, string Agent, DateTimeOffset StartedAt);

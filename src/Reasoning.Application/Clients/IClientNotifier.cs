using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;

namespace Reasoning.Application.Clients;

/// <summary>
/// All that a use case knows of the world outside: it tells clients what happened. Nothing here throws because a
/// client is slow, dead or absent.
/// </summary>
public interface IClientNotifier
{
    /// <summary>
    /// Tells an event of a run to everybody who follows its session, now or later. Completes when the run's own queue
    /// has taken it — that is the back-pressure on an agent — and for a <c>tool_use</c> when it is stored, because
    /// nothing may happen in the world before the log knows of it.
    /// </summary>
    /// <returns>Whether the run goes on; <see langword="false"/> when it has ended and the event was dropped.</returns>
    ValueTask<bool> NotifyAsync(RunAddress run, RunEvent @event, CancellationToken cancellationToken);

    /// <summary>
    /// Shows a piece of a step that is still being produced to those who want to see it grow. Completes when the run's
    /// own queue has taken it; whoever is too slow for it is not waited for.
    /// </summary>
    /// <returns>Whether the run goes on.</returns>
    ValueTask<bool> NotifyDeltaAsync(RunAddress run, StepDelta delta, CancellationToken cancellationToken);

    /// <summary>Answers one connection. Waits only for room in that connection's own queue, and no longer than it lives.</summary>
    ValueTask AnswerAsync(ConnectionId connection, DirectAnswer answer, CancellationToken cancellationToken);

    /// <summary>Sends a message to every connection, without waiting for any of them.</summary>
    /// <param name="message">A JSON object in UTF-8, sent as it is.</param>
    /// <returns>How many connections had room for it.</returns>
    int Broadcast(ReadOnlyMemory<byte> message);
}

using Microsoft.Extensions.Logging;
using Reasoning.Application.Agents;
using Reasoning.Application.Sessions;

namespace Reasoning.Application.Runs.ExecuteRun;

/// <summary>
/// Gathers what an agent has to know of its run. A store that is away for a moment is no failure of the agent: the run's
/// own time limits the waiting.
/// </summary>
public sealed partial class RunContexts(
    ISessionStore store, ISessionDirectory directory, IEventDecoder decoder, TimeProvider time, ILogger<RunContexts> logger)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    /// <param name="isContinued">Whether it goes on where an earlier attempt was, instead of beginning anew.</param>
    public async ValueTask<RunContext> ReadAsync(
        ExecuteRunCommand run, AgentDescriptor agent, bool isContinued, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(agent);
        var (address, budget) = (run.Address, agent.ConversationBudget);
        var context = new RunContext(address.Run, run.Request);
        if (isContinued)
        {
            var notes = await PatientlyAsync(
                run, async () => await store.ReadNotesAsync(address.Session, address.Run, cancellationToken), cancellationToken);
            context = context with { Iterations = run.Resumed?.Iterations ?? 0, Notes = notes };
        }

        // Nothing comes before the first event of a session.
        return run.FirstSeq == 1 || budget == 0
            ? context
            : context with
            {
                Conversation = await PatientlyAsync(
                    run,
                    () => Conversations.ReadAsync(directory, store, decoder, address.Session, run.FirstSeq, budget, cancellationToken),
                    cancellationToken),
            };
    }

    private async Task<T> PatientlyAsync<T>(ExecuteRunCommand run, Func<Task<T>> read, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await read();
            }
            catch (StoreUnavailableException outage)
            {
                LogWaiting(outage, run.Address.Run);
            }

            await Task.Delay(Retry, time, cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Run {Run} waits for the store to go on")]
    private partial void LogWaiting(Exception failure, Domain.Runs.RunId run);
}

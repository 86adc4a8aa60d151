using Reasoning.Application.Agents;
using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Sessions;

/// <summary>
/// Reads what was said in a session before a run. Where the run's first event stands in the log tells which others had
/// ended by then, so that whoever takes the run up after a crash finds the same.
/// </summary>
public static class Conversations
{
    /// <summary>However short the turns are.</summary>
    public const int MaxTurns = 50;

    /// <param name="before">The run's first event.</param>
    /// <param name="budget">Characters of messages and answers. The newest turns that fit are kept, each whole.</param>
    public static async Task<IReadOnlyList<ConversationTurn>> ReadAsync(
        ISessionDirectory directory,
        ISessionStore store,
        IEventDecoder decoder,
        SessionKey session,
        long before,
        int budget,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var runs = await directory.ReadRunsAsync(session, before, MaxTurns, cancellationToken);
        var turns = new List<ConversationTurn>();
        foreach (var run in runs.Where(run => run.End?.LastSeq < before).Reverse())
        {
            if (run.Request.Message.Length > budget)
                break;
            var result = await RunResults.ReadAsync(store, decoder, session, run, cancellationToken);
            budget -= run.Request.Message.Length + (result?.Answer?.Length ?? 0);
            if (budget < 0)
                break;
            turns.Add(new ConversationTurn(run.Request.Message, result?.Answer));
        }

        turns.Reverse();
        return turns;
    }
}

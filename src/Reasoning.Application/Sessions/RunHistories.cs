using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Sessions;

/// <summary>Reads from a session's log how far its unfinished runs had come.</summary>
public static class RunHistories
{
    private const int PageBytes = 256 * 1024;

    public static async Task<IReadOnlyDictionary<RunId, RunHistory>> ReadAsync(
        ISessionStore store, IEventDecoder decoder, SessionKey session, SessionOwnership ownership, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(decoder);
        ArgumentNullException.ThrowIfNull(ownership);
        var histories = ownership.UnfinishedRuns.ToDictionary(run => run.Run, _ => new RunHistory());
        if (histories.Count == 0)
            return histories;

        for (var after = ownership.UnfinishedRuns.Min(run => run.FirstSeq) - 1; after < ownership.LastSeq;)
        {
            var page = await store.ReadAsync(session, after, ownership.LastSeq, PageBytes, cancellationToken);
            if (page.Events is not { } events)
                break;

            for (var seq = events.FirstSeq; seq <= events.LastSeq; seq++)
            {
                if (decoder.TryReadStep(events.Frame(seq), out var run, out var step) && histories.TryGetValue(run, out var history))
                    history.Add(step);
            }

            after = events.LastSeq;
            events.Release();
        }

        return histories;
    }
}

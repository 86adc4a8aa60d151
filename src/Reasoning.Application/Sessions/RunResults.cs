using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Sessions;

/// <summary>Reads from a session's log what a run came to. From its end: the result is among the last that it said.</summary>
public static class RunResults
{
    private const int Window = 64;
    private const int PageBytes = 256 * 1024;

    /// <returns><see langword="null"/> while there is none, for an interrupted run, and when the log no longer holds it.</returns>
    public static async Task<RunResult?> ReadAsync(
        ISessionStore store, IEventDecoder decoder, SessionKey session, RunSummary run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(decoder);
        ArgumentNullException.ThrowIfNull(run);
        if (run.End is not { Outcome: not RunOutcome.Interrupted } end ||
            await store.GetOldestSeqAsync(session, cancellationToken) is not { } oldest)
        {
            return null;
        }

        var first = Math.Max(run.FirstSeq, oldest);
        for (var upTo = end.LastSeq; upTo >= first; upTo -= Window)
        {
            RunResult? found = null;
            for (var after = Math.Max(upTo - Window, first - 1); after < upTo;)
            {
                var page = await store.ReadAsync(session, after, upTo, PageBytes, cancellationToken);
                if (page.Events is not { } events)
                    return found;
                for (var seq = events.FirstSeq; seq <= events.LastSeq; seq++)
                {
                    if (decoder.TryReadResult(events.Frame(seq), out var id, out var result) && id == run.Run)
                        found = result;
                }

                after = events.LastSeq;
                events.Release();
            }

            if (found is not null)
                return found;
        }

        return null;
    }
}

using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;

namespace Reasoning.Application.Sessions;

/// <summary>
/// What a session's runs are just producing. It is not sent to readers: those who want to see it grow are woken now and
/// then and take what they do not have, so that a late one gets all of it, a slow one larger pieces, and nobody a queue.
/// Written in the session's turn, read by any thread.
/// </summary>
public sealed class LiveTexts
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RunId, LiveText> _texts = [];
    private bool _hasNew;
    private long _begun;

    /// <summary>
    /// When to look whether readers have to be woken: at once for what comes after a pause, so that the first word is not
    /// kept back; after the interval for what follows it. <see langword="null"/> in a pause.
    /// </summary>
    internal DateTimeOffset? Due { get; private set; }

    internal void Add(RunId run, StepDelta delta, long after, DateTimeOffset now)
    {
        int added;
        lock (_lock)
        {
            if (!_texts.TryGetValue(run, out var text) || !text.Continues(delta))
                _texts[run] = text = new LiveText(run, delta, after, ++_begun);
            added = text.Append(delta.Content);
        }

        if (added == 0)
            return;
        _hasNew = true;
        Due ??= now;
    }

    /// <summary>The run's step is finished, or never will be.</summary>
    internal void Settle(RunId run)
    {
        // Nobody else adds any, and most events settle none.
        if (_texts.Count == 0)
            return;
        lock (_lock)
            _texts.Remove(run);

        // A pause: what comes next is a beginning.
        if (_texts.Count == 0)
            (_hasNew, Due) = (false, null);
    }

    /// <summary>Looks, when it is due.</summary>
    /// <returns>Whether readers have to be woken.</returns>
    internal bool Look(DateTimeOffset now, TimeSpan interval)
    {
        if (Due is null || Due > now)
            return false;
        var hasNew = _hasNew;
        _hasNew = false;
        Due = hasNew ? now + interval : null;
        return hasNew;
    }

    /// <summary>The next piece that a reader does not have.</summary>
    /// <param name="seen">How much of each text it has.</param>
    /// <param name="shownSeq">The last event that it has been shown.</param>
    internal TextPiece? Take(Dictionary<RunId, (long Text, int Length)> seen, long shownSeq)
    {
        lock (_lock)
        {
            // What is settled need not be remembered. Before the pieces: they may never run out.
            if (seen.Count > _texts.Count)
                Forget(seen);
            foreach (var (run, text) in _texts)
            {
                var length = seen.TryGetValue(run, out var known) && known.Text == text.Number ? known.Length : 0;
                if (text.After > shownSeq || text.Read(length) is not { } piece)
                    continue;
                seen[run] = (text.Number, length + piece.Content.Length);
                return piece;
            }

            return null;
        }
    }

    private void Forget(Dictionary<RunId, (long Text, int Length)> seen)
    {
        foreach (var run in seen.Keys)
        {
            if (!_texts.ContainsKey(run))
                seen.Remove(run);
        }
    }
}

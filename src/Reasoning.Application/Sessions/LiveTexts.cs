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
    /// <summary>So much is shown at once, without waiting for the interval.</summary>
    private const int EnoughCharacters = 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<RunId, LiveText> _texts = [];
    private DateTimeOffset? _shownAt;
    private int _unshown;
    private long _begun;

    /// <summary>When readers have to be woken; <see langword="null"/> while there is nothing new.</summary>
    internal DateTimeOffset? Due { get; private set; }

    /// <summary>
    /// Takes a piece. What comes after a pause is shown at once, so that the first word is not kept back; what follows it
    /// within the interval, together.
    /// </summary>
    /// <returns>Whether readers have to be woken now.</returns>
    internal bool Add(RunId run, StepDelta delta, long after, DateTimeOffset now, TimeSpan interval)
    {
        int added;
        lock (_lock)
        {
            if (!_texts.TryGetValue(run, out var text) || !text.Continues(delta))
                _texts[run] = text = new LiveText(run, delta, after, ++_begun);
            added = text.Append(delta.Content);
        }

        if (added == 0)
            return false;
        _unshown += added;
        Due ??= _shownAt + interval ?? now;
        return Due <= now || _unshown >= EnoughCharacters;
    }

    /// <summary>The run's step is finished, or never will be.</summary>
    internal void Settle(RunId run)
    {
        // Nobody else adds any, and most events settle none.
        if (_texts.Count == 0)
            return;
        lock (_lock)
            _texts.Remove(run);
    }

    /// <summary>Readers are woken.</summary>
    internal void Shown(DateTimeOffset now)
    {
        _shownAt = now;
        _unshown = 0;
        Due = null;
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

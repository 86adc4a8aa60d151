using System.Globalization;

namespace Reasoning.ChaosTests.Clients;

/// <summary>What was said on one connection: what was asked on it and has not been answered dies with it.</summary>
internal sealed class ConnectionState
{
    private readonly Queue<(string Id, Request Request)> _unanswered = [];
    private readonly Dictionary<string, (string Step, long Length)> _texts = [];
    private int _asked;

    public bool IsGreeted { get; private set; }

    public bool HasCaughtUp { get; set; }

    /// <summary>The head of the log when the connection began.</summary>
    public long LastSeqAtStart { get; private set; }

    /// <summary>The runs that the server said were active then.</summary>
    public IReadOnlyList<string> RunsAtStart { get; private set; } = [];

    public void Greeted(long lastSeq, IReadOnlyList<string> runs) => (IsGreeted, LastSeqAtStart, RunsAtStart) = (true, lastSeq, runs);

    /// <summary>Takes a piece of a step that grows.</summary>
    /// <returns>Whether it fits what this connection has of the step.</returns>
    public bool Grow(string run, string step, long offset, int length)
    {
        var fits = offset == 0 || (_texts.TryGetValue(run, out var text) && text == (step, offset));
        _texts[run] = (step, offset + length);
        return fits;
    }

    /// <param name="again">Even if the same waits for its answer already.</param>
    /// <returns>The id to send it with; <see langword="null"/> when it is not to be sent.</returns>
    public string? Ask(Request request, bool again)
    {
        lock (_unanswered)
        {
            if (!again && _unanswered.Any(waiting => waiting.Request == request))
                return null;
            var id = (++_asked).ToString(CultureInfo.InvariantCulture);
            _unanswered.Enqueue((id, request));
            return id;
        }
    }

    /// <returns>The request with this id, if it is the one that is to be answered next.</returns>
    public Request? TakeAnswered(string id)
    {
        lock (_unanswered)
            return _unanswered.TryPeek(out var next) && next.Id == id ? _unanswered.Dequeue().Request : null;
    }
}

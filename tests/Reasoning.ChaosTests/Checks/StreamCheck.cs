namespace Reasoning.ChaosTests.Checks;

/// <summary>
/// Judges one sequence of events, as a client saw it or as the store holds it, while it arrives: 1, 2, 3, … and every run
/// by the protocol's rules.
/// </summary>
internal sealed class StreamCheck(string who, Violations violations)
{
    private readonly Dictionary<string, RunCheck> _runs = [];
    private readonly HashSet<string> _open = [];
    private readonly HashSet<string> _stopped = [];

    public long LastSeq { get; private set; }

    public IReadOnlySet<string> OpenRuns => _open;

    public IEnumerable<string> Runs => _runs.Keys;

    public RunCheck? Run(string id) => _runs.GetValueOrDefault(id);

    public void Event(WireMessage message)
    {
        if (message.Seq is not { } seq || message.Run is not { } id)
        {
            Object($"this is no event of a log: {message}");
            return;
        }

        if (seq != LastSeq + 1)
            Object($"{LastSeq} is followed by {seq}: {message}");
        LastSeq = seq;

        if (!_runs.TryGetValue(id, out var run))
        {
            run = new RunCheck();
            _runs.Add(id, run);
            _open.Add(id);
        }

        if (run.Objection(message) is { } objection)
            Object($"{objection}: {message}");
        if (!run.IsOpen)
        {
            _open.Remove(id);
            JudgeStop(id, run);
        }
    }

    public void Delta(WireMessage message)
    {
        if (message.Run is not { } id || Run(id) is not { } run)
            Object($"a delta of a run that has not begun: {message}");
        else if (run.DeltaObjection(message) is { } objection)
            Object($"{objection}: {message}");
    }

    /// <summary>The server has said that this run is stopped: it cannot complete any more.</summary>
    public void Stopped(string id)
    {
        _stopped.Add(id);
        if (Run(id) is { } run)
            JudgeStop(id, run);
    }

    /// <summary>Nothing more comes.</summary>
    public void End()
    {
        foreach (var id in _open)
            Object($"run {id} has no end");
    }

    private void JudgeStop(string id, RunCheck run)
    {
        if (run.EndStatus == "completed" && _stopped.Contains(id))
            Object($"run {id} was stopped and completed all the same");
    }

    private void Object(string objection) => violations.Add($"{who}: {objection}");
}

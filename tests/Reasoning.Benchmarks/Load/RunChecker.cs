using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Load;

/// <summary>
/// Sees every event of a connection's runs and throws at the first that is missing, out of order or too
/// many. Order is checked cheaply for each; the first of a run and one in 1,024 are parsed as a whole.
/// </summary>
internal sealed class RunChecker(StreamShape shape)
{
    private const int ParseOneIn = 1024;
    private const int Ended = -1;
    private const int AwaitsStart = 0;

    /// <summary>The iteration of the step that must come next, or one of the constants above.</summary>
    private int _next = Ended;
    private bool _finalAnswered;
    private bool _numbered;
    private long _seq;
    private long _seen;

    public void Connected(ReadOnlySpan<byte> json) =>
        _numbered = WireText.TryReadNumber(json, "\"last_seq\":"u8, out _seq);

    public void Begin()
    {
        _next = AwaitsStart;
        _finalAnswered = false;
    }

    /// <returns>Whether this was the run's last event.</returns>
    public bool Check(ReadOnlySpan<byte> type, ReadOnlySpan<byte> json)
    {
        CheckSeq(json);
        if (_next > AwaitsStart && type.SequenceEqual("reasoning_step"u8))
            CheckStep(json);
        else if (_next == AwaitsStart && type.SequenceEqual("reasoning_start"u8))
            _next = 1;
        else if (_finalAnswered && type.SequenceEqual("reasoning_complete"u8))
            return Complete(json);
        else
            throw ProtocolException.Unexpected(Expectation, json);
        return false;
    }

    private string Expectation => _next switch
    {
        Ended => "nothing after the run's end",
        AwaitsStart => "reasoning_start",
        _ when _finalAnswered => "reasoning_complete",
        _ when _next > shape.Steps => "final_answer",
        _ => $"step {_next} of {shape.Steps}",
    };

    private void CheckSeq(ReadOnlySpan<byte> json)
    {
        if (!_numbered)
            return;
        if (!WireText.TryReadNumber(json, "\"seq\":"u8, out var seq) || seq != ++_seq)
            throw ProtocolException.Unexpected($"seq {_seq}", json);
    }

    private void CheckStep(ReadOnlySpan<byte> json)
    {
        if (_finalAnswered || !WireText.TryReadNumber(json, "\"iteration\":"u8, out var iteration))
            throw ProtocolException.Unexpected(Expectation, json);

        var thought = _next <= shape.Steps;
        if (thought && iteration != _next)
            throw new ProtocolException($"step {iteration}, expected {_next}");
        if (!thought && json.IndexOf("\"type\":\"final_answer\""u8) < 0)
            throw ProtocolException.Unexpected(Expectation, json);

        if (_next == 1 || _seen++ % ParseOneIn == 0)
            StepParser.Verify(json, thought ? "thought" : "final_answer", (int)iteration, thought ? shape.Size : null);
        _finalAnswered = !thought;
        _next++;
    }

    private bool Complete(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\"status\":\"completed\""u8) < 0)
            throw ProtocolException.Unexpected("status completed", json);
        _next = Ended;
        return true;
    }
}

using System.Globalization;

namespace Reasoning.ChaosTests.Checks;

/// <summary>What one run has said until now, and whether it may say what it says next.</summary>
internal sealed class RunCheck
{
    private readonly HashSet<string> _stepIds = [];
    private readonly HashSet<string> _openTools = [];
    private int _events;
    private bool _hasResponse;
    private bool _hasAnswer;
    private long _thoughts;
    private long _ordered;

    public string? Agent { get; private set; }

    public string? Message { get; private set; }

    public bool EnableReasoning { get; private set; }

    /// <summary>Of the terminal event; the error's code when it is one.</summary>
    public string? EndStatus { get; private set; }

    public bool IsOpen => EndStatus is null;

    /// <returns>What is wrong with it; <see langword="null"/> when nothing is.</returns>
    public string? Objection(WireMessage message)
    {
        if (!IsOpen)
            return "an event after its run's end";
        if ((message.Type == "reasoning_start") != (_events++ == 0))
            return "a run begins with reasoning_start, and only once";

        switch (message.Type)
        {
            case "reasoning_start":
                Start(message);
                return null;
            case "reasoning_step":
                return Step(message);
            case "response":
                return Response();
            case "reasoning_complete":
                return Complete(message);
            case "error":
                End(message.Text("code") ?? "error");
                return null;
            default:
                return "no event of a run";
        }
    }

    /// <summary>A piece of a step that is not finished.</summary>
    /// <returns>What is wrong with it; <see langword="null"/> when nothing is.</returns>
    public string? DeltaObjection(WireMessage message)
    {
        if (!IsOpen)
            return "a delta after its run's end";
        if (!EnableReasoning)
            return "a delta of a run that was asked for no steps";
        return _stepIds.Contains(message.Text("step_id")!) ? "a delta of a step that is finished" : null;
    }

    private void Start(WireMessage message)
    {
        Agent = message.Text("agent");
        Message = message.Text("message");
        EnableReasoning = message.Flag("enable_reasoning");
        _ordered = Agent == "load" ? Ordered(Message!) : 0;
    }

    private string? Step(WireMessage message)
    {
        if (!EnableReasoning)
            return "a step of a run that was asked for none";
        if (!_stepIds.Add(message.Text("step_id")!))
            return "a step_id twice in one run";

        var type = message.Text("type");
        _hasAnswer |= type == "final_answer";
        return type switch
        {
            "tool_use" when !_openTools.Add(message.Text("tool_call_id")!) => "a tool that is being used is used again",
            "tool_result" when !_openTools.Remove(message.Text("tool_call_id")!) => "the result of a tool that is not being used",

            // The load agent goes on where it was: its thoughts count from 1 to the last, whatever happened to the server.
            _ when Agent != "load" => null,
            "thought" when message.Number("iteration") != ++_thoughts => $"thought {_thoughts} of the load agent should come here",
            "final_answer" when _thoughts != _ordered => $"the answer comes after {_thoughts} of {_ordered} thoughts",
            _ => null,
        };
    }

    private string? Response()
    {
        var isAllowed = !EnableReasoning && !_hasResponse;
        _hasResponse = true;
        return isAllowed ? null : "a response where none is due";
    }

    private string? Complete(WireMessage message)
    {
        var status = message.Text("status");
        End(status ?? "none");
        return status switch
        {
            "completed" when EnableReasoning && !_hasAnswer => "completed without a final answer",
            "completed" when !EnableReasoning && !_hasResponse => "completed without a response",
            "completed" when _ordered > 0 && message.Number("iterations") != _ordered => $"completed, but not with {_ordered} iterations",
            "completed" when _openTools.Count > 0 => "completed while a tool was being used",
            "interrupted" when !_openTools.IsSubsetOf(Tools(message)) => "interrupted without a word about a tool that was being used",
            "interrupted" when _hasResponse => "interrupted after its response",
            "completed" or "interrupted" => null,
            _ => "a status that the protocol does not know",
        };
    }

    private void End(string status)
    {
        EndStatus = status;
        // A long test sees many runs.
        _stepIds.Clear();
        _stepIds.TrimExcess();
    }

    private static IEnumerable<string> Tools(WireMessage message) => message.Data.TryGetProperty("tools", out var tools)
        ? tools.EnumerateArray().Select(tool => tool.GetProperty("tool_call_id").GetString()!)
        : [];

    private static long Ordered(string message)
    {
        const string Steps = "steps=";
        var word = message.Split(' ').First(word => word.StartsWith(Steps, StringComparison.Ordinal));
        return long.Parse(word.AsSpan(Steps.Length), CultureInfo.InvariantCulture);
    }
}

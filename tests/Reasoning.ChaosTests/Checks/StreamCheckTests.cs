using System.Globalization;
using System.Text;

namespace Reasoning.ChaosTests.Checks;

/// <summary>A check that never objects proves nothing.</summary>
public sealed class StreamCheckTests
{
    private const string Thought = "reasoning_step/thought";
    private const string Answer = "reasoning_step/final_answer";
    private const string ToolUse = "reasoning_step/tool_use";
    private const string ToolResult = "reasoning_step/tool_result";
    private const string Completed = "reasoning_complete/completed";
    private const string Interrupted = "reasoning_complete/interrupted";

    private readonly Violations _violations = new();
    private readonly StreamCheck _check;

    public StreamCheckTests() => _check = new StreamCheck("client", _violations);

    [Fact]
    public void Check_WhenRunsFollowTheProtocol_IsContent()
    {
        Feed(1, "a", "reasoning_start/steps=1");
        Feed(2, "b", "reasoning_start/steps=5");
        Feed(3, "a", Thought, 1);
        Feed(4, "b", Thought, 1);
        Feed(5, "a", Answer, 1);
        Feed(6, "b", Interrupted, 1);
        Feed(7, "a", Completed, 1);
        Feed(8, "c", "reasoning_start/steps=5");
        Feed(9, "c", "error/agent_failed");
        _check.Stopped("b");
        _check.End();
        Assert.Empty(_violations.ToList());
        Assert.Equal(9, _check.LastSeq);
    }

    [Theory]
    [InlineData("a gap", 1, 3)]
    [InlineData("a duplicate", 1, 2, 2)]
    [InlineData("a reordering", 1, 3, 2)]
    [InlineData("a beginning that is missing", 2, 3)]
    [InlineData("a log that begins again", 1, 2, 1)]
    public void Event_WhenTheSeqsAreNotContiguous_Objects(string what, params int[] seqs)
    {
        for (var i = 0; i < seqs.Length; i++)
            Feed(seqs[i], "a", i == 0 ? "reasoning_start/steps=9" : Thought, i);
        Objects(what);
    }

    [Theory]
    [InlineData("a second terminal event", Interrupted, "error/internal")]
    [InlineData("the same terminal event twice", Interrupted, Interrupted)]
    [InlineData("a step after the terminal event", "error/internal", Thought)]
    [InlineData("a new start after the terminal event", Interrupted, "reasoning_start/steps=1")]
    [InlineData("a second start", "reasoning_start/steps=1")]
    [InlineData("an answer too early", Thought, Answer)]
    [InlineData("completed without an answer", Completed)]
    [InlineData("a status of its own", "reasoning_complete/lost")]
    [InlineData("a response although there were steps", "response/")]
    [InlineData("a type of its own", "connected/")]
    public void Event_WhenItsRunMustNotSayIt_Objects(string what, params string[] types)
    {
        Feed(1, "a", "reasoning_start/steps=9");
        for (var i = 0; i < types.Length; i++)
        {
            Assert.False(_violations.Any, what);
            Feed(2 + i, "a", types[i], i + 1);
        }

        Objects(what);
    }

    [Theory]
    [InlineData("a thought that is missing", 1, 3)]
    [InlineData("a thought that comes twice", 1, 1)]
    public void Event_WhenTheLoadAgentDoesNotGoOnWhereItWas_Objects(string what, params int[] iterations)
    {
        Feed(1, "a", "reasoning_start/steps=9");
        for (var i = 0; i < iterations.Length; i++)
            Feed(2 + i, "a", Thought, iterations[i]);
        Objects(what);
    }

    [Theory]
    [InlineData("a result without a use", ToolResult)]
    [InlineData("a use twice", ToolUse, ToolUse)]
    [InlineData("a result twice", ToolUse, ToolResult, ToolResult)]
    [InlineData("an open tool at the end", ToolUse, Answer, Completed)]
    [InlineData("an open tool that an interrupt forgets", ToolUse, Interrupted)]
    public void Event_WhenAToolIsNotUsedOnceAndAnsweredOnce_Objects(string what, params string[] types)
    {
        Feed(1, "a", "reasoning_start/a question", agent: "researcher");
        for (var i = 0; i < types.Length; i++)
        {
            Assert.False(_violations.Any, what);
            Feed(2 + i, "a", types[i], 1);
        }

        Objects(what);
    }

    [Fact]
    public void Event_WhenAStepIdComesTwice_Objects()
    {
        Feed(1, "a", "reasoning_start/steps=9");
        Feed(2, "a", Thought, 1, step: "1.1");
        Feed(3, "a", Thought, 2, step: "1.1");
        Objects("a step id twice");
    }

    [Fact]
    public void Event_WhenARunDoesNotBeginWithItsStart_Objects()
    {
        Feed(1, "a", Completed, 1);
        Objects("no start");
    }

    [Fact]
    public void Event_WhenAStoppedRunCompletes_Objects()
    {
        Feed(1, "a", "reasoning_start/steps=1");
        Feed(2, "a", Thought, 1);
        _check.Stopped("a");
        Feed(3, "a", Answer, 1);
        Assert.False(_violations.Any);
        Feed(4, "a", Completed, 1);
        Objects("completed after its stop");
    }

    [Fact]
    public void Stopped_WhenTheRunHasCompleted_Objects()
    {
        Feed(1, "a", "reasoning_start/steps=1");
        Feed(2, "a", Thought, 1);
        Feed(3, "a", Answer, 1);
        Feed(4, "a", Completed, 1);
        Assert.False(_violations.Any);
        _check.Stopped("a");
        Objects("stopped after it completed");
    }

    [Fact]
    public void End_WhenARunHasNoEnd_Objects()
    {
        Feed(1, "a", "reasoning_start/steps=1");
        Feed(2, "a", Thought, 1);
        Assert.False(_violations.Any);
        _check.End();
        Objects("no end");
    }

    private void Feed(long seq, string run, string what, int iteration = 0, string? step = null, string agent = "load")
    {
        var parts = what.Split('/');
        var (type, detail) = (parts[0], parts[1]);
        var data = type switch
        {
            "reasoning_start" => $$"""{"agent":"{{agent}}","message":"{{detail}}","enable_reasoning":true}""",
            "reasoning_step" => string.Create(
                CultureInfo.InvariantCulture, $$"""{"type":"{{detail}}","tool_call_id":"call","iteration":{{iteration}},"step_id":"{{step ?? $"1.{seq}"}}"}"""),
            "reasoning_complete" => string.Create(CultureInfo.InvariantCulture, $$"""{"status":"{{detail}}","iterations":{{iteration}}}"""),
            _ => "{}",
        };
        var frame = string.Create(CultureInfo.InvariantCulture, $$"""{"type":"{{type}}","seq":{{seq}},"run_id":"{{run}}","data":{{data}}}""");
        using var message = new WireMessage(Encoding.UTF8.GetBytes(frame));
        _check.Event(message);
    }

    private void Objects(string what) => Assert.True(_violations.Any, $"Nobody objected to {what}.");
}

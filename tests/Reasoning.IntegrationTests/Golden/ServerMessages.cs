using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Reasoning.Application.Clients;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;
using Reasoning.Domain.Steps;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.WebSockets.Wire;

namespace Reasoning.IntegrationTests.Golden;

/// <summary>One of every message that the server sends, with fixed values.</summary>
internal static class ServerMessages
{
    private const string Text = "Grüße, \"世界\" 😀 <b>&'\\\n\t\u0001";

    private static readonly DateTimeOffset At = new(2025, 1, 4, 0, 0, 0, 70, TimeSpan.Zero);
    private static readonly RunId Run = new(Guid.Parse("0198f3c2-7a10-7000-8000-0123456789ab"));
    private static readonly RunId OtherRun = new(Guid.Parse("0198f3c2-7a10-7000-8000-0123456789ac"));
    private static readonly ConnectionId Connection = new(Guid.Parse("11111111-2222-3333-4444-555555555555"));
    private static readonly Epoch Epoch = new("0123456789abcdef");
    private static readonly DirectEncoder Direct = new(Options.Create(new ConnectionOptions()));

    /// <summary>Events of the log by the name of their file.</summary>
    public static IReadOnlyDictionary<string, RunEvent> Events { get; } = new Dictionary<string, RunEvent>
    {
        ["reasoning_start"] = new RunStarted(new RunRequest("researcher", Text, EnableReasoning: true)),
        ["reasoning_start.quiet"] = new RunStarted(new RunRequest("researcher", "Hello", EnableReasoning: false)),
        ["reasoning_step.thought"] = Step(new ThoughtStep(Text, 1)),
        ["reasoning_step.tool_use"] = Step(new ToolUseStep("Searching.", 2, "call_1", "search", Json("""{ "query": "x", "limit": 1.0e1 }"""))),
        ["reasoning_step.tool_result"] = Step(new ToolResultStep("Found.", 2, "call_1", "search", IsError: false)),
        ["reasoning_step.tool_result.failed"] = Step(new ToolResultStep("Nothing.", 2, "call_1", "search", IsError: true)),
        ["reasoning_step.final_answer"] = Step(new FinalAnswerStep("42", 3, [])),
        ["reasoning_step.final_answer.cited"] = Step(new FinalAnswerStep("42", 3, [new("docs/a.md", "A › B"), new("b.txt", "")])),
        ["reasoning_step.error"] = Step(new ErrorStep("A part failed.", 1)),
        ["response"] = new ResponseGiven(Text),
        ["reasoning_complete.completed"] = new RunCompleted(RunStatus.Completed, 3, TimeSpan.FromMilliseconds(1234.9), [], Usage: null),
        ["reasoning_complete.completed.used"] = new RunCompleted(
            RunStatus.Completed, 1, TimeSpan.Zero, [], new TokenUsage(10, 20, 5, 0)),
        ["reasoning_complete.completed.used_in_part"] = new RunCompleted(
            RunStatus.Completed, 1, TimeSpan.Zero, [], new TokenUsage(10, 20, null, null)),
        ["reasoning_complete.interrupted"] = new RunCompleted(RunStatus.Interrupted, 0, TimeSpan.FromSeconds(1), [], Usage: null),
        ["reasoning_complete.interrupted.tools"] = new RunCompleted(
            RunStatus.Interrupted,
            2,
            TimeSpan.FromSeconds(1),
            [new("c1", "a", ToolOutcomeKind.Cancelled), new("c2", "b", ToolOutcomeKind.Completed), new("c3", "c", ToolOutcomeKind.Abandoned)],
            Usage: null),
        ["error.run"] = new RunFailed(ErrorCode.AgentFailed, "The agent failed; its run cannot go on.", "4bf92f3577b34da6a3ce929d0e0e4736"),
        ["error.run.internal"] = new RunFailed(ErrorCode.Internal, "The server failed.", "0af7651916cd43dd8448eb211c80319c"),
    };

    /// <summary>Direct answers by the name of their file.</summary>
    public static IReadOnlyDictionary<string, DirectAnswer> Answers { get; } = new Dictionary<string, DirectAnswer>
    {
        ["accepted"] = new AcceptedAnswer("m1", Run, Duplicate: false),
        ["accepted.duplicate"] = new AcceptedAnswer(null, Run, Duplicate: true),
        ["interrupted.none"] = new InterruptedAnswer(null, []),
        ["interrupted.one"] = new InterruptedAnswer("m1", [Run]),
        ["interrupted.two"] = new InterruptedAnswer("m1", [Run, OtherRun]),
        ["pong"] = new PongAnswer(null, "1735948800.070"),
        ["pong.exotic"] = new PongAnswer("ü😀", "-0.0E+400"),
        ["error"] = new ErrorAnswer("m1", ErrorCode.UnknownType, "There is no message type \"x\"."),
        ["error.details"] = new ErrorAnswer(
            null, ErrorCode.ValidationFailed, "The message is not valid.", [new("message", "A message with text is required."), new("id", "x")]),
        ["error.retry_after"] = new ErrorAnswer(null, ErrorCode.Unavailable, "Try again.", RetryAfter: TimeSpan.FromSeconds(1.5)),
        ["error.internal"] = new ErrorAnswer(null, ErrorCode.Internal, "The server failed.", TraceId: "0af7651916cd43dd8448eb211c80319c"),
    };

    /// <summary>What is neither.</summary>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Others { get; } = new Dictionary<string, ReadOnlyMemory<byte>>
    {
        ["reasoning_delta.thought"] = DirectEncoder.EncodeDelta(new TextPiece(Run, new StepId(1, 2), DeltaKind.Thought, 3, 0, Text)),
        ["reasoning_delta.text"] = DirectEncoder.EncodeDelta(new TextPiece(Run, new StepId(2, 1), DeltaKind.Text, 1, 120, "word")),
        ["connected"] = Connected(resume: null),
        ["connected.active_runs"] = Connected(resume: null, new ActiveRun(Run, "researcher", At), new ActiveRun(OtherRun, "load", At)),
        ["connected.recovered"] = Connected(new ResumePoint(5, null)),
        ["connected.truncated"] = Connected(new ResumePoint(5, ResumeGap.Truncated)),
        ["connected.epoch_mismatch"] = Connected(new ResumePoint(0, ResumeGap.EpochMismatch)),
        ["connected.ahead_of_log"] = Connected(new ResumePoint(0, ResumeGap.AheadOfLog)),
        ["connected.stream"] = Direct.EncodeStreamConnected(
            SessionId.Parse("user-1"), Connection, new SessionAttachment(new LogExtent(Epoch, 1, 7), []), new ResumePoint(5, null)),
        ["caught_up"] = DirectEncoder.EncodeCaughtUp(7),
        ["ping"] = DirectEncoder.EncodePing(7),
    };

    public static IEnumerable<string> Names => [.. Events.Keys, .. Answers.Keys, .. Others.Keys];

    public static byte[] Encode(string name)
    {
        if (Answers.TryGetValue(name, out var answer))
            return Direct.Encode(answer).ToArray();
        if (Others.TryGetValue(name, out var other))
            return other.ToArray();

        var output = new ArrayBufferWriter<byte>();
        new EventEncoder().Encode(new SessionEvent(7, Run, Events[name]), output);
        return output.WrittenSpan.ToArray();
    }

    private static StepTaken Step(ReasoningStep step) => new(step, new StepId(1, 12), At);

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private static ReadOnlyMemory<byte> Connected(ResumePoint? resume, params ActiveRun[] runs) => Direct.EncodeConnected(
        SessionId.Parse("user-1"), "researcher", Connection, new SessionAttachment(new LogExtent(Epoch, 1, 7), runs), resume);
}

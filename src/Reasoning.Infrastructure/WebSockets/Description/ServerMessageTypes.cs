using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reasoning.Application.Clients;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;
using Reasoning.Domain.Steps;
using Reasoning.Infrastructure.WebSockets.Wire;

namespace Reasoning.Infrastructure.WebSockets.Description;

/// <summary>Every message that the server sends, but for broadcasts, which are whatever somebody made them.</summary>
internal static class ServerMessageTypes
{
    private static WireJsonContext Wire => WireJson.Context;

    public static IReadOnlyList<ServerMessageType> All(MessageFrames frames) => [.. ForOneConnection(frames), .. Events(frames)];

    private static IEnumerable<ServerMessageType> ForOneConnection(MessageFrames frames)
    {
        yield return new(
            "connected", "connected", Wire.Connected, "The first message of every connection.",
            [
                frames.Connected("new", lastSeq: 0, resume: null),
                frames.Connected("resumed", lastSeq: 7, new ResumePoint(5, null)),
                frames.Connected("truncated", lastSeq: 7, new ResumePoint(5, ResumeGap.Truncated)),
            ]);
        yield return new(
            "caught_up", "caught_up", Wire.CaughtUp, "The replay that `after` asked for is over; what follows is live.",
            [MessageExample.Of("plain", DirectEncoder.EncodeCaughtUp(7))]);
        yield return new(
            "ping", "ping", Wire.Ping, "The heartbeat. A client that has seen less than `last_seq` has lost something and reconnects.",
            [MessageExample.Of("plain", DirectEncoder.EncodePing(7))]);
        yield return new(
            "reasoning_delta", "reasoning_delta", Wire.ReasoningDelta, "A piece of a step that is still growing; only with `deltas=true`. Not stored; the finished `reasoning_step` settles it.",
            [MessageExample.Of("plain", DirectEncoder.EncodeDelta(new TextPiece(MessageFrames.Run, new StepId(1, 3), DeltaKind.Text, 2, 120, "a piece")))])
        {
            HasRun = true,
        };
        yield return new(
            "accepted", "accepted", Wire.Accepted, "The chat is stored, and its run will be finished.",
            [
                frames.Answer("new", new AcceptedAnswer("m1", MessageFrames.Run, Duplicate: false)),
                frames.Answer("again", new AcceptedAnswer("m1", MessageFrames.Run, Duplicate: true)),
            ])
        {
            IsAnswer = true, HasRun = true,
        };
        yield return new(
            "interrupted", "interrupted", Wire.Interrupted, "The stop is stored: these runs can no longer complete.",
            [frames.Answer("one run", new InterruptedAnswer("m3", [MessageFrames.Run])), frames.Answer("nothing", new InterruptedAnswer("m3", []))])
        {
            IsAnswer = true,
        };
        yield return new(
            "pong", "pong", Wire.Pong, "Answers the client's `ping`.",
            [frames.Answer("plain", new PongAnswer("m2", "1735948800.07"))])
        {
            IsAnswer = true,
        };
        yield return new(
            "error", "error", Wire.DirectError, $"A message could not be served; the connection stays open.\n\n{ErrorCodes.List(ErrorPlaces.Answer)}",
            [
                frames.Answer("validation_failed", new ErrorAnswer(
                    "m1", ErrorCode.ValidationFailed, "The message is not valid.", [new FieldError("message", "A message with text is required.")])),
                frames.Answer("unavailable", new ErrorAnswer(
                    "m1", ErrorCode.Unavailable, "The message could not be stored in time; try again.", RetryAfter: TimeSpan.FromSeconds(1))),
            ])
        {
            IsAnswer = true, Codes = ErrorCodes.At(ErrorPlaces.Answer),
        };
    }

    private static IEnumerable<ServerMessageType> Events(MessageFrames frames)
    {
        yield return Event(
            "reasoning_start", Wire.ReasoningStart, "A run begins.",
            frames.Event("plain", 1, new RunStarted(new RunRequest("researcher", "How does a client resume?", EnableReasoning: true))));
        yield return Event(
            "reasoning_step", Wire.ReasoningStep, "The agent took a step: a thought, a tool call (before the tool starts), its result, the final answer, or a failure that the run survived.",
            frames.Step("thought", 2, new ThoughtStep("I search the documents for \"resume\".", 1)),
            frames.Step("tool_use", 3, new ToolUseStep(
                "search_documents(query: \"resume\")", 1, "call_1", "search_documents", JsonElement.Parse("""{"query":"resume"}"""))),
            frames.Step("tool_result", 4, new ToolResultStep("Found 3 passages.", 1, "call_1", "search_documents", IsError: false)),
            frames.Step("final_answer", 5, new FinalAnswerStep(
                "With `after` and `epoch`.", 2, [new Citation("docs/protocol.md", "Wire protocol 1 › Resume")])),
            frames.Step("error", 6, new ErrorStep("The server was restarted; the agent begins anew.", 1)));
        yield return Event(
            "response", Wire.Response, "The whole answer of a run with `enable_reasoning: false`, which shows no steps.",
            frames.Event("plain", 2, new ResponseGiven("With `after` and `epoch`.")));
        yield return Event(
            "reasoning_complete", Wire.ReasoningComplete, "The run has come to its end, by itself or because somebody stopped it. Nothing of it follows.",
            frames.Event("completed", 7, new RunCompleted(
                RunStatus.Completed, 2, TimeSpan.FromMilliseconds(53), [], new TokenUsage(1200, 80, 20, 0))),
            frames.Event("interrupted", 7, new RunCompleted(
                RunStatus.Interrupted, 1, TimeSpan.FromSeconds(1), [new ToolOutcome("call_1", "search_documents", ToolOutcomeKind.Cancelled)], Usage: null)));
        yield return Event(
            "error", Wire.RunError, $"The run has failed. Nothing of it follows.\n\n{ErrorCodes.List(ErrorPlaces.RunEnd)}",
            frames.Event("agent_failed", 7, new RunFailed(ErrorCode.AgentFailed, "The agent failed; its run cannot go on.", "4bf92f3577b34da6a3ce929d0e0e4736"))) with
        {
            Key = "run_error", Codes = ErrorCodes.At(ErrorPlaces.RunEnd),
        };
    }

    private static ServerMessageType Event(string type, JsonTypeInfo info, string summary, params MessageExample[] examples) =>
        new(type, type, info, summary, examples);
}

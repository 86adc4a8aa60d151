using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;

namespace Reasoning.Infrastructure.WebSockets.Wire;

// What the server sends, as it looks on the wire. Members that are null are left out. The attributes are for the
// AsyncAPI document; the serializer does not read them.

/// <summary>An event of the log.</summary>
internal sealed record EventMessage<TData>(
    string Type,
    [property: Description("The event's place in the session's log: 1, 2, 3, … without a gap within an `epoch`."), Range(1, long.MaxValue)] long Seq,
    [property: Description("The run that it belongs to.")] RunId RunId,
    TData Data)
    where TData : notnull;

/// <summary>A message for one connection.</summary>
internal sealed record DirectMessage<TData>(
    string Type,
    [property: Description("The `id` of the message that this answers, where it had one.")] string? ReplyTo,
    [property: Description("The run that it belongs to.")] RunId? RunId,
    TData Data)
    where TData : notnull;

/// <param name="AgentName">Only where messages can be sent.</param>
/// <param name="MaxMessageBytes">Only where messages can be sent.</param>
internal sealed record ConnectedData(
    [property: Description("The session of this connection.")] string SessionId,
    [property: Description("The agent that answers when a message names none.")] string? AgentName,
    [property: Description("A sentence for a person.")] string Message,
    [property: Description("Names this connection while it lasts.")] string ConnectionId,
    [property: Description("The protocol's version."), AllowedValues(1)] int Protocol,
    [property: Description("The identity of the session's log; to come back with it and `after`.")] string Epoch,
    [property: Description("The newest event of the log; 0 when it has none."), Range(0, long.MaxValue)] long LastSeq,
    [property: Description("The runs in progress.")] IReadOnlyList<ActiveRunData> ActiveRuns,
    [property: Description("Seconds between two heartbeats of the server."), Range(0.0, double.MaxValue)] double HeartbeatInterval,
    [property: Description("Bytes of the largest message that the server takes."), Range(1, int.MaxValue)] int? MaxMessageBytes,
    [property: Description("Only when `after` was given: whether the replay begins right after it.")] bool? Recovered,
    [property: Description("Why it does not: retention removed the events, the log is another one, or `after` lies beyond its end."), AllowedValues("truncated", "epoch_mismatch", "ahead_of_log")] string? Reason,
    [property: Description("Where the replay begins instead."), Range(1, long.MaxValue)] long? OldestSeq);

internal sealed record ActiveRunData(
    [property: Description("The run.")] RunId RunId,
    [property: Description("The agent that works on it.")] string Agent,
    [property: Description("When it was accepted.")] DateTimeOffset StartedAt);

internal sealed record CaughtUpData(
    [property: Description("The last event that was replayed, or `after`."), Range(0, long.MaxValue)] long Seq);

internal sealed record CloseData(
    [property: Description("The code that a WebSocket would be closed with.")] int Code,
    [property: Description("A sentence for a person.")] string Reason);

internal sealed record ReasoningDeltaData(
    [property: Description("The step that is growing; the finished one has the same.")] StepId StepId,
    [property: Description("`text` where only the end of the agent's turn decides whether it is a thought or the final answer."), AllowedValues("thought", "text")] string StepType,
    [property: Description("The agent's turn."), Range(1, int.MaxValue)] int Iteration,
    [property: Description("Where the piece begins, in UTF-16 code units from the step's beginning; 0 replaces whatever was there."), Range(0, int.MaxValue)] int Offset,
    [property: Description("The piece."), MaxLength(8_192)] string Content);

internal sealed record PingData(
    [property: Description("Every event up to this one was written to the connection before."), Range(0, long.MaxValue)] long LastSeq);

internal sealed record PongData(
    [property: Description("The number of the `ping` as it was written, or the server's time when there was none.")] RawNumber Timestamp);

internal sealed record AcceptedData(
    [property: Description("An earlier message with the same key had started the run; this one started nothing.")] bool Duplicate);

internal sealed record InterruptedData(
    [property: Description("A sentence for a person.")] string Message,
    [property: Description("The runs that this request stopped; may be empty.")] IReadOnlyList<RunId> RunIds);

internal sealed record ErrorData(
    [property: Description("A sentence for a person, without anything internal.")] string Message,
    [property: Description("What went wrong, for programs.")] string Code,
    [property: Description("With `validation_failed`: what is wrong with which member.")] IReadOnlyList<FieldErrorData>? Details,
    [property: Description("Seconds after which it may work, for codes that pass by themselves."), Range(0.0, double.MaxValue)] double? RetryAfter,
    [property: Description("With `internal`, and at the end of a failed run: where to look in the server's log, and in its traces where they are kept.")] string? TraceId);

internal sealed record FieldErrorData(
    [property: Description("The member.")] string Field,
    [property: Description("What is wrong with it.")] string Message);

internal sealed record ReasoningStartData(
    [property: Description("The agent that answers.")] string Agent,
    [property: Description("The user's text.")] string Message,
    [property: Description("Whether the steps are shown, or only the whole answer.")] bool EnableReasoning);

internal sealed record ReasoningStepData(
    [property: Description("What kind of step; one that a client does not know is shown as plain text."), AllowedValues("thought", "tool_use", "tool_result", "final_answer", "error")] string Type,
    [property: Description("The step as text.")] string Content,
    [property: Description("The agent's turn."), Range(1, int.MaxValue)] int Iteration,
    [property: Description("When it happened.")] DateTimeOffset Timestamp,
    [property: Description("Unique in the run: the attempt and a number.")] StepId StepId,
    [property: Description("On `tool_use` and `tool_result`: the tool.")] string? ToolName,
    [property: Description("On `tool_use` and `tool_result`: joins a call with its result.")] string? ToolCallId,
    [property: Description("On `tool_use`: what the tool is called with."), JsonType("object")] JsonElement? Arguments,
    [property: Description("On `tool_result`: whether the tool failed.")] bool? IsError,
    [property: Description("On `final_answer`, where the agent has any: what the answer rests on.")] IReadOnlyList<CitationData>? Citations);

internal sealed record CitationData(
    [property: Description("The document.")] string Source,
    [property: Description("The heading under which it stands, outermost first; empty where there is none.")] string Heading);

internal sealed record ResponseData(
    [property: Description("The whole answer.")] string Content);

internal sealed record ReasoningCompleteData(
    [property: Description("Whether the run came to its end by itself or was stopped."), AllowedValues("completed", "interrupted")] string Status,
    [property: Description("How many turns the agent took."), Range(0, int.MaxValue)] int Iterations,
    [property: Description("Milliseconds from its start."), Range(0, long.MaxValue)] long DurationMs,
    [property: Description("On interrupted runs: what became of every tool call that was open.")] IReadOnlyList<ToolData>? Tools,
    [property: Description("The tokens that it took, where the agent's model tells.")] UsageData? Usage);

internal sealed record ToolData(
    [property: Description("The call.")] string ToolCallId,
    [property: Description("The tool.")] string ToolName,
    [property: Description("`abandoned`: it had not ended when the run did, and its result is dropped."), AllowedValues("cancelled", "completed", "abandoned")] string Outcome);

internal sealed record UsageData(
    [property: Description("Tokens that the model read."), Range(0, long.MaxValue)] long? InputTokens,
    [property: Description("Tokens that it wrote."), Range(0, long.MaxValue)] long? OutputTokens,
    [property: Description("Those of the output that were reasoning."), Range(0, long.MaxValue)] long? ReasoningTokens,
    [property: Description("Those of the input that came from a cache."), Range(0, long.MaxValue)] long? CachedTokens);

using System.Text.Json;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;

namespace Reasoning.Infrastructure.WebSockets.Wire;

// What the server sends, as it looks on the wire. Members that are null are left out.

/// <summary>An event of the log.</summary>
internal sealed record EventMessage<TData>(string Type, long Seq, RunId RunId, TData Data);

/// <summary>A message for one connection.</summary>
internal sealed record DirectMessage<TData>(string Type, string? ReplyTo, RunId? RunId, TData Data);

/// <param name="AgentName">Only where messages can be sent.</param>
/// <param name="MaxMessageBytes">Only where messages can be sent.</param>
internal sealed record ConnectedData(
    string SessionId,
    string? AgentName,
    string Message,
    string ConnectionId,
    int Protocol,
    string Epoch,
    long LastSeq,
    IReadOnlyList<ActiveRunData> ActiveRuns,
    double HeartbeatInterval,
    int? MaxMessageBytes,
    bool? Recovered,
    string? Reason,
    long? OldestSeq);

internal sealed record ActiveRunData(RunId RunId, string Agent, DateTimeOffset StartedAt);

internal sealed record CaughtUpData(long Seq);

internal sealed record CloseData(int Code, string Reason);

internal sealed record ReasoningDeltaData(StepId StepId, string StepType, int Iteration, int Offset, string Content);

internal sealed record PingData(long LastSeq);

internal sealed record PongData(RawNumber Timestamp);

internal sealed record AcceptedData(bool Duplicate);

internal sealed record InterruptedData(string Message, IReadOnlyList<RunId> RunIds);

internal sealed record ErrorData(
    string Message,
    string Code,
    IReadOnlyList<FieldErrorData>? Details,
    double? RetryAfter,
    string? TraceId);

internal sealed record FieldErrorData(string Field, string Message);

internal sealed record ReasoningStartData(string Agent, string Message, bool EnableReasoning);

internal sealed record ReasoningStepData(
    string Type,
    string Content,
    int Iteration,
    DateTimeOffset Timestamp,
    StepId StepId,
    string? ToolName = null,
    string? ToolCallId = null,
    JsonElement? Arguments = null,
    bool? IsError = null,
    IReadOnlyList<CitationData>? Citations = null);

internal sealed record CitationData(string Source, string Heading);

internal sealed record ResponseData(string Content);

internal sealed record ReasoningCompleteData(
    string Status,
    int Iterations,
    long DurationMs,
    IReadOnlyList<ToolData>? Tools,
    UsageData? Usage);

internal sealed record ToolData(string ToolCallId, string ToolName, string Outcome);

internal sealed record UsageData(long? InputTokens, long? OutputTokens, long? ReasoningTokens, long? CachedTokens);

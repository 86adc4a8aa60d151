using System.Text.Json;

namespace Reasoning.Infrastructure.Agents.Remote.Wire;

/// <summary>The event <c>step</c>, as in the protocol's <c>reasoning_step</c>. Nothing of it is known to be there.</summary>
internal sealed record RemoteStep(
    string? Type,
    string? Content,
    int? Iteration,
    string? ToolCallId,
    string? ToolName,
    JsonElement? Arguments,
    bool? IsError,
    IReadOnlyList<RemoteCitation?>? Citations,
    string? Note);

/// <summary>Where a statement stands.</summary>
internal sealed record RemoteCitation(string? Source, string? Heading);

/// <summary>The event <c>delta</c>.</summary>
/// <param name="IsAnew">What was sent of the step before counts no more.</param>
internal sealed record RemoteDelta(string? StepType, string? Content, int? Iteration, bool? IsAnew);

/// <summary>The event <c>usage</c>.</summary>
internal sealed record RemoteUsage(long? InputTokens, long? OutputTokens, long? ReasoningTokens, long? CachedTokens);

/// <summary>The event <c>failed</c>.</summary>
internal sealed record RemoteEnd(string? Message);

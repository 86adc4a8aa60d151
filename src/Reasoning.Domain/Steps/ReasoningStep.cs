using System.Text.Json;

namespace Reasoning.Domain.Steps;

/// <summary>One visible piece of an agent's work.</summary>
/// <param name="Content">Text for a person.</param>
/// <param name="Iteration">The turn of the agent's loop that it belongs to, from 1.</param>
public abstract record ReasoningStep(string Content, int Iteration);

/// <summary>What the agent thinks.</summary>
public sealed record ThoughtStep(string Content, int Iteration) : ReasoningStep(Content, Iteration);

/// <summary>The agent is about to call a tool. Logged before the tool starts.</summary>
/// <param name="Arguments">A JSON object.</param>
public sealed record ToolUseStep(string Content, int Iteration, string ToolCallId, string ToolName, JsonElement Arguments)
    : ReasoningStep(Content, Iteration)
{
    /// <summary>
    /// Independent of the document that it was read from, and known to be text that can be written: what only fails to
    /// be written would fail in the session's log, where it is everybody's.
    /// </summary>
    public JsonElement Arguments { get; } = Arguments.ValueKind == JsonValueKind.Object
        ? JsonSerializer.SerializeToElement(Arguments)
        : throw new ArgumentException("Arguments are a JSON object.", nameof(Arguments));
}

/// <summary>What the tool answered, or why it failed.</summary>
public sealed record ToolResultStep(string Content, int Iteration, string ToolCallId, string ToolName, bool IsError)
    : ReasoningStep(Content, Iteration);

/// <summary>The answer.</summary>
public sealed record FinalAnswerStep(string Content, int Iteration, IReadOnlyList<Citation> Citations)
    : ReasoningStep(Content, Iteration);

/// <summary>A failure that the run survived.</summary>
public sealed record ErrorStep(string Content, int Iteration) : ReasoningStep(Content, Iteration);

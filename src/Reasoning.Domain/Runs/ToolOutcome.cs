namespace Reasoning.Domain.Runs;

/// <summary>What became of a tool call that was open when its run was interrupted.</summary>
public sealed record ToolOutcome(string ToolCallId, string ToolName, ToolOutcomeKind Outcome);

/// <summary>The ways in which an open tool call can end in an interrupted run.</summary>
public enum ToolOutcomeKind
{
    /// <summary>The tool obeyed its cancellation.</summary>
    Cancelled,

    /// <summary>The tool ended by itself within the grace; its result is in the log.</summary>
    Completed,

    /// <summary>The tool had not ended when the run did; whatever it still does is not shown.</summary>
    Abandoned,
}

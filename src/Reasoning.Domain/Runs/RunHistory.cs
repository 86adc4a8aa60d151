using Reasoning.Domain.Steps;

namespace Reasoning.Domain.Runs;

/// <summary>How far a run had come, by its log. Not thread-safe.</summary>
public sealed class RunHistory
{
    private readonly Dictionary<string, string> _openTools = [];

    /// <summary>The highest iteration of a step.</summary>
    public int Iterations { get; private set; }

    /// <summary>The final answer, if it was given.</summary>
    public string? Answer { get; private set; }

    /// <summary>Names of the tools by call id that were used and have not given a result.</summary>
    public IReadOnlyDictionary<string, string> OpenTools => _openTools;

    public void Add(ReasoningStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        Iterations = Math.Max(Iterations, step.Iteration);
        switch (step)
        {
            case ToolUseStep use:
                _openTools[use.ToolCallId] = use.ToolName;
                break;
            case ToolResultStep result:
                _openTools.Remove(result.ToolCallId);
                break;
            case FinalAnswerStep answer:
                Answer = answer.Content;
                break;
        }
    }
}

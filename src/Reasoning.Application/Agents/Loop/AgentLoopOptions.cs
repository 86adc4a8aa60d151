using System.ComponentModel.DataAnnotations;

namespace Reasoning.Application.Agents.Loop;

/// <summary>The limits of an agent's loop. Section <c>AgentLoop</c>.</summary>
public sealed class AgentLoopOptions
{
    public const string Section = "AgentLoop";

    /// <summary>Turns of the model in one run. At the last one it gets no tools and must answer. Default 12: research
    /// that has not ended by then goes in circles.</summary>
    [Range(1, 1000)]
    public int MaxIterations { get; set; } = 12;

    /// <summary>Tool calls in one run. Default 40: a model may ask for dozens in a single turn.</summary>
    [Range(0, 10_000)]
    public int MaxToolCalls { get; set; } = 40;

    /// <summary>Time for one tool call, after which the model is told that the tool did not answer. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan ToolTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Characters of a tool's result that are shown and given to the model. Default 16,000: about 4,000 tokens.</summary>
    [Range(100, 1_000_000)]
    public int MaxToolResultCharacters { get; set; } = 16_000;
}

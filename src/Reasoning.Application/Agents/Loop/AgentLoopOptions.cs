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

    /// <summary>How often one run may make the same call, with the same arguments. Default 5: then it goes in circles.</summary>
    [Range(1, 10_000)]
    public int MaxEqualCalls { get; set; } = 5;

    /// <summary>Calls of one turn that are under way at the same time. Default 4.</summary>
    [Range(1, 64)]
    public int MaxParallelCalls { get; set; } = 4;

    /// <summary>Tokens, in and out, after which the model gets no tools and must answer; 0 for no limit. Default 0.</summary>
    [Range(0L, long.MaxValue)]
    public long MaxTokens { get; set; }

    /// <summary>Time for one run, or for what a new server does of it; 0 for no limit beside that of all runs. Default 0.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan RunTime { get; set; }

    /// <summary>Time for one turn of the model, from the question to its end. Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "7.00:00:00")]
    public TimeSpan ModelTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Time for one tool call, after which the model is told that the tool did not answer. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan ToolTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Characters of a tool's result that the model is told. Default 16,000: about 4,000 tokens.</summary>
    [Range(100, 1_000_000)]
    public int MaxToolResultCharacters { get; set; } = 16_000;

    /// <summary>Characters of a tool's result that are shown and kept. Default 64,000.</summary>
    [Range(100, 1_000_000)]
    public int MaxLoggedResultCharacters { get; set; } = 64_000;

    /// <summary>How long a model may say nothing, before its first word and between two. Default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan ModelSilence { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a model that failed for the moment is asked again in one turn. Default 3.</summary>
    [Range(0, 100)]
    public int ModelRetries { get; set; } = 3;

    /// <summary>The longest wait before it is asked again. When its provider wants a longer one, the run fails at once. Default 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(20);
}

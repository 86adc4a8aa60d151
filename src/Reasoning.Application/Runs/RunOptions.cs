using System.ComponentModel.DataAnnotations;

namespace Reasoning.Application.Runs;

/// <summary>Limits of runs; section <c>Runs</c>.</summary>
public sealed class RunOptions
{
    public const string Section = "Runs";

    /// <summary>Runs in progress in one session. More than a person can follow helps nobody and lets one client take the server.</summary>
    [Range(1, 1_000)]
    public int MaxPerSession { get; set; } = 4;

    /// <summary>Runs whose work is in progress on the whole server, abandoned work included.</summary>
    [Range(1, 1_000_000)]
    public int Max { get; set; } = 1_000;

    /// <summary>How long a run may take before it ends with <c>agent_timeout</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "7.00:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long after an interrupt a run's last words are still sent. The protocol promises the end within 250 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan InterruptGrace { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How often clients that want to see steps grow are shown what is new.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan DeltaInterval { get; set; } = TimeSpan.FromMilliseconds(30);

    /// <summary>Events that one run may be ahead of the log before its agent has to wait.</summary>
    [Range(1, 100_000)]
    public int QueueLength { get; set; } = 256;

    /// <summary>How long storing a chat or an interrupt may take before the client is told <c>unavailable</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:05:00")]
    public TimeSpan AcceptTimeout { get; set; } = TimeSpan.FromSeconds(5);
}

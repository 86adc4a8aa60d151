using System.ComponentModel.DataAnnotations;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>How much of the logs a store on disk keeps; section <c>Storage:Retention</c>.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Storage:Retention";

    /// <summary>How long after its end the events of a run are kept at least.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "36500.00:00:00")]
    public TimeSpan Age { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Events kept of one session, however young; none: no limit. A run that has not ended keeps its events.</summary>
    [Range(1, long.MaxValue)]
    public long? MaxEvents { get; set; }
}

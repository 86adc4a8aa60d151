using System.ComponentModel.DataAnnotations;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>Limits of the log in memory; section <c>Storage:Memory</c>.</summary>
public sealed class MemoryStoreOptions : IValidatableObject
{
    public const string Section = "Storage:Memory";

    /// <summary>Bytes of events kept for one session; its oldest go first. About 70,000 events of ordinary size.</summary>
    [Range(typeof(long), "1024", "2147483647")]
    public long MaxSessionBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// Bytes of events kept for all sessions; those of the session that has been quiet the longest go first. The process
    /// needs about four times as much under load: the collector lets garbage grow with what lives.
    /// </summary>
    [Range(1_024, long.MaxValue)]
    public long MaxBytes { get; set; } = 128L * 1024 * 1024;

    /// <summary>Sessions remembered at all, with or without events.</summary>
    [Range(1, 10_000_000)]
    public int MaxSessions { get; set; } = 100_000;

    /// <summary>Ended runs remembered in one session, to tell "has ended" from "never was".</summary>
    [Range(1, 1_000_000)]
    public int MaxRunsPerSession { get; set; } = 1_000;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MaxSessionBytes > MaxBytes)
            yield return new ValidationResult("Storage:Memory:MaxSessionBytes must not be larger than Storage:Memory:MaxBytes.");
    }
}

using System.ComponentModel.DataAnnotations;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>How much of the logs is kept in memory too, in front of a store on disk; section <c>Storage:Tail</c>.</summary>
public sealed class TailOptions : IValidatableObject
{
    public const string Section = "Storage:Tail";

    /// <summary>Bytes of events kept for one session: a reader that is less behind does not touch the disk.</summary>
    [Range(typeof(long), "1024", "2147483647")]
    public long MaxSessionBytes { get; set; } = 1024 * 1024;

    /// <summary>Bytes of events kept for all sessions; the oldest of each go first, beginning with the longest quiet one.</summary>
    [Range(1_024, long.MaxValue)]
    public long MaxBytes { get; set; } = 64L * 1024 * 1024;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MaxSessionBytes > MaxBytes)
            yield return new ValidationResult("Storage:Tail:MaxSessionBytes must not be larger than Storage:Tail:MaxBytes.");
    }
}

using System.ComponentModel.DataAnnotations;

namespace Reasoning.Infrastructure.Agents.Models.Checks;

/// <summary>How often models are asked whether they are there. Section <c>ModelCheck</c>.</summary>
internal sealed class ModelCheckOptions : IValidatableObject
{
    public const string Section = "ModelCheck";

    /// <summary>From one check to the next; zero for none. Default 1 min. It costs no tokens.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a provider may take. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Interval > TimeSpan.Zero && Interval < TimeSpan.FromSeconds(1))
            yield return new ValidationResult($"{nameof(Interval)} has to be zero or at least 1 s.", [nameof(Interval)]);
    }
}

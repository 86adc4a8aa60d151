using System.ComponentModel.DataAnnotations;

namespace Reasoning.Infrastructure.Agents.Models.Checks;

/// <summary>How often models are asked whether they are there. Section <c>ModelCheck</c>.</summary>
internal sealed class ModelCheckOptions
{
    public const string Section = "ModelCheck";

    /// <summary>From one check to the next; zero for none. Default 1 min. It costs no tokens.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a provider may take. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}

using System.ComponentModel.DataAnnotations;

namespace Reasoning.Infrastructure.Hosting;

/// <summary>How the server goes down; section <c>Shutdown</c>.</summary>
public sealed class DrainOptions
{
    public const string Section = "Shutdown";

    /// <summary>How long runs and sockets may take to end before they are cut. Orchestrators commonly kill after 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(6);
}

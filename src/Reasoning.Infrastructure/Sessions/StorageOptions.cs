using System.ComponentModel.DataAnnotations;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>Where and how long logs are kept; section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>How long runs wait for a store that fails before their work is stopped and left until it is back.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan OutageLimit { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often the server looks for runs that nobody works on.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan RecoveryInterval { get; set; } = TimeSpan.FromSeconds(5);
}

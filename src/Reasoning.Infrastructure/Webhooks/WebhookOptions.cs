using System.ComponentModel.DataAnnotations;

namespace Reasoning.Infrastructure.Webhooks;

/// <summary>Who is told of the ends of runs; section <c>Webhooks</c>.</summary>
public sealed class WebhookOptions : IValidatableObject
{
    public const string Section = "Webhooks";

    /// <summary>By a name of the operator's choice, which deliveries that wait are kept under.</summary>
    public IDictionary<string, WebhookEndpoint> Endpoints { get; } = new Dictionary<string, WebhookEndpoint>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long an endpoint may take to answer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait after the first failure; after each further one twice as long.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait between two attempts.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long after its run has ended a delivery is given up.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(3);

    /// <summary>How often the store is asked what is due.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Deliveries that one endpoint is sent at a time.</summary>
    [Range(1, 100)]
    public int Parallel { get; set; } = 8;

    /// <summary>What waits for an endpoint is kept under its name, whose case means nothing in settings.</summary>
    internal static string TargetOf(string name) => name.ToLowerInvariant();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, endpoint) in Endpoints)
        {
            if (endpoint.Url is not { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "" })
                yield return new ValidationResult($"{Section}:Endpoints:{name}:Url must be an absolute http or https URL without a password.");
            if (!WebhookSecret.TryParse(endpoint.Secret, out _))
                yield return new ValidationResult($"{Section}:Endpoints:{name}:Secret must be \"whsec_\" and 24 to 64 bytes in Base64.");
        }
    }
}

using System.ComponentModel.DataAnnotations;
using Reasoning.Application.Agents;

namespace Reasoning.Infrastructure.Agents.Remote;

/// <summary>Where a remote agent is, and how far it is trusted. Section <c>Agents:Definitions:{name}</c>, of kind <c>http</c>.</summary>
internal sealed class RemoteAgentOptions : IValidatableObject
{
    /// <summary>Where runs are posted.</summary>
    public Uri? Url { get; set; }

    /// <summary>Sent with every run. A value is never logged or shown.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// What becomes of its unfinished runs when this server goes away. Default <see cref="AgentRecovery.Restart"/>: a new
    /// version of the server should not cost its users their answers, and the agent knows the run by its id.
    /// </summary>
    public AgentRecovery Recovery { get; set; } = AgentRecovery.Restart;

    /// <summary>How long it may take until its answer begins: connection, status and headers. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long nothing may arrive of a stream; a comment is something. Default 60 s, as for a language model.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan Silence { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Steps of one run. Default 1,000: more than anybody reads.</summary>
    [Range(1, 1_000_000)]
    public int MaxSteps { get; set; } = 1_000;

    /// <summary>Bytes of the whole stream. Default 16 MiB.</summary>
    [Range(1_024, int.MaxValue)]
    public int MaxBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Bytes of one event. Default 256 KiB, as for a client's message.</summary>
    [Range(256, 67_108_864)]
    public int MaxEventBytes { get; set; } = 256 * 1024;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url is not { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "" })
            yield return new ValidationResult("Url must be an absolute http or https URL without a password.");
        foreach (var (name, value) in Headers)
        {
            // Here, where somebody reads it, and not with the first run.
            using var request = new HttpRequestMessage();
            if (!value.All(character => character is >= ' ' and <= '~') || !CanCarry(request, name, value))
                yield return new ValidationResult($"Headers:{name} is no header that can be sent: a name of letters, digits and '-' that is not the content's, and a value in ASCII.");
        }
    }

    private static bool CanCarry(HttpRequestMessage request, string name, string value) =>
        request.Headers.TryAddWithoutValidation(name, value);
}

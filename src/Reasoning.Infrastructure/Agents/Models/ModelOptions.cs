using System.ComponentModel.DataAnnotations;

namespace Reasoning.Infrastructure.Agents.Models;

/// <summary>A language model and who provides it. Section <c>Models:{name}</c>.</summary>
internal sealed class ModelOptions
{
    /// <summary>Who provides it: a key of <see cref="ModelProviders.All"/>.</summary>
    [Required]
    public string Provider { get; set; } = "";

    /// <summary>What the provider calls it; with Azure the name of the deployment.</summary>
    [Required]
    public string Model { get; set; } = "";

    /// <summary>Where the provider is, when it is not at its usual address.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The key. Better in the environment or in user secrets than in a file.</summary>
    public string? ApiKey { get; set; }

    /// <summary>How much it should think, when it can.</summary>
    public ModelEffort? Effort { get; set; }

    /// <summary>How freely it chooses its words; by default as its provider has it.</summary>
    [Range(0.0, 2.0)]
    public float? Temperature { get; set; }

    /// <summary>Tokens of one turn; by default as many as its provider lets it.</summary>
    [Range(1, 10_000_000)]
    public int? MaxOutputTokens { get; set; }
}

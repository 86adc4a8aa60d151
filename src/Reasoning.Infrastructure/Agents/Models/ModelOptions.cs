using System.ComponentModel.DataAnnotations;

namespace Reasoning.Infrastructure.Agents.Models;

/// <summary>A language model and who provides it. Section <c>Models:{name}</c>.</summary>
internal sealed class ModelOptions
{
    /// <summary>Who provides it: a key of <see cref="ModelProviders.All"/>.</summary>
    [Required]
    public string Provider { get; set; } = "";

    /// <summary>What the provider calls it; with Azure the name of the deployment. Without it the model is listed, not used.</summary>
    public string Model { get; set; } = "";

    /// <summary>Where the provider is, when it is not at its usual address.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The key. Better in the environment or in user secrets than in a file.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Which of OpenAI's two interfaces is spoken.</summary>
    public OpenAIInterface Interface { get; set; }

    /// <summary>How much it should think, when it can.</summary>
    public ModelEffort? Effort { get; set; }

    /// <summary>Whether it is of the time before Anthropic's models chose for themselves how long they think.</summary>
    public bool ExtendedThinking { get; set; }

    /// <summary>Whether a model behind an OpenAI-compatible server is given back, with what its tools said, what it thought when it called them.</summary>
    public bool ReturnThoughts { get; set; } = true;

    /// <summary>How freely it chooses its words; by default as its provider has it.</summary>
    [Range(0.0, 2.0)]
    public float? Temperature { get; set; }

    /// <summary>Tokens of one turn; by default as many as its provider lets it, and 16,000 with Anthropic, who wants a number.</summary>
    [Range(1, 10_000_000)]
    public int? MaxOutputTokens { get; set; }
}

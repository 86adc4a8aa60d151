namespace Reasoning.Infrastructure.Agents.Models;

/// <summary>Who can provide models, by the name that a configuration uses.</summary>
internal static class ModelProviders
{
    public static IReadOnlyDictionary<string, ModelProvider> All { get; } = new Dictionary<string, ModelProvider>(StringComparer.OrdinalIgnoreCase)
    {
        ["openai"] = new("OPENAI_API_KEY", NeedsKey: true, NeedsEndpoint: false, OpenAIModels.Connect),
        ["openai-compatible"] = new(KeyVariable: null, NeedsKey: false, NeedsEndpoint: true, OpenAIModels.Connect),
        ["azure-openai"] = new("AZURE_OPENAI_API_KEY", NeedsKey: true, NeedsEndpoint: true, OpenAIModels.Connect),
    };
}

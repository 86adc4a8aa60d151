using Reasoning.Infrastructure.Agents.Researcher;

namespace Reasoning.Infrastructure.Agents.Models;

/// <summary>Who can provide models, by the name that a configuration uses.</summary>
internal static class ModelProviders
{
    public static IReadOnlyDictionary<string, ModelProvider> All { get; } = new Dictionary<string, ModelProvider>(StringComparer.OrdinalIgnoreCase)
    {
        ["openai"] = new(new Uri("https://api.openai.com/v1"), "OPENAI_API_KEY", NeedsKey: true, OpenAIModels.Connect, OpenAIModels.CheckModel),
        ["openai-compatible"] = new(Address: null, KeyVariable: null, NeedsKey: false, OpenAIModels.ConnectCompatible, OpenAIModels.CheckServer),
        ["azure-openai"] = new(Address: null, "AZURE_OPENAI_API_KEY", NeedsKey: true, OpenAIModels.Connect, OpenAIModels.CheckServer),
        ["anthropic"] = new(new Uri("https://api.anthropic.com"), "ANTHROPIC_API_KEY", NeedsKey: true, AnthropicModels.Connect, AnthropicModels.Check) { NeedsToolsOfHistory = true },
        ["offline"] = new(new Uri("offline:"), KeyVariable: null, NeedsKey: false, _ => new OfflinePlanner(), Check: null) { HasModels = false },
        ["ollama"] = new(new Uri("http://localhost:11434"), KeyVariable: null, NeedsKey: false, OllamaModels.Connect, OllamaModels.Check) { ListsModelsAnywhere = true },
    };
}

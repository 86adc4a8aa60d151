namespace Reasoning.IntegrationTests.Models;

/// <summary>A way to speak to a model, as a configuration has it.</summary>
/// <param name="Path">Of the mock's address.</param>
/// <param name="Settings">Of the model, beside its address.</param>
internal sealed record ProviderShape(string Name, string Path, Dialect? Dialect, params (string Key, string Value)[] Settings)
{
    public static IReadOnlyList<ProviderShape> All { get; } =
    [
        new("openai", "v1", null, ("Provider", "openai"), ("ApiKey", "sk-test"), ("Effort", "Low")),
        new("responses", "v1", Models.Dialect.Incomplete, ("Provider", "openai"), ("Interface", "Responses"), ("ApiKey", "sk-test"), ("Effort", "Low")),
        new("azure", "openai/v1", null, ("Provider", "azure-openai"), ("ApiKey", "azure-test")),
        new("compatible", "v1", null, ("Provider", "openai-compatible")),
        new("vllm", "v1", Models.Dialect.Reasoning, ("Provider", "openai-compatible")),
        new("lmstudio", "v1", Models.Dialect.ThinkTags, ("Provider", "openai-compatible")),
        new("anthropic", "", null, ("Provider", "anthropic"), ("ApiKey", "sk-ant-test"), ("Effort", "Medium")),
        new("extended", "", null, ("Provider", "anthropic"), ("ApiKey", "sk-ant-test"), ("Effort", "Low"), ("ExtendedThinking", "true")),
        new("ollama", "", Models.Dialect.Thinking, ("Provider", "ollama"), ("Effort", "Medium")),
    ];

    public static TheoryData<string> Names => [.. All.Select(shape => shape.Name)];
}

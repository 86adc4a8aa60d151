using System.Text.Json;
using Reasoning.Application.Agents.Loop;

namespace Reasoning.Infrastructure.Agents.Models.Failures;

/// <summary>The names that providers give their errors, where these say more than the status of the answer.</summary>
internal static class ProviderError
{
    /// <returns><see langword="null"/> for a name that says nothing of its own.</returns>
    public static ModelFailure? MeaningOf(string? name) => name switch
    {
        "content_filter" or "content_policy_violation" => ModelFailure.Filtered,
        "context_length_exceeded" or "request_too_large" => ModelFailure.TooLong,
        "insufficient_quota" or "billing_error" => ModelFailure.Unpaid,
        "rate_limit_exceeded" or "rate_limit_error" => ModelFailure.RateLimited,
        "overloaded_error" or "api_error" or "server_error" or "timeout_error" => ModelFailure.Unavailable,
        _ => null,
    };

    /// <summary>What an answer's body, <c>{"error":{"code":…,"type":…}}</c>, says beyond its status.</summary>
    public static ModelFailure? In(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var meaning = document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
                    ? MeaningOf(Text(error, "code")) ?? MeaningOf(Text(error, "type"))
                    : null;

            // The others have a status of their own, and "server_error" stands for much.
            return meaning is ModelFailure.Filtered or ModelFailure.TooLong or ModelFailure.Unpaid ? meaning : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

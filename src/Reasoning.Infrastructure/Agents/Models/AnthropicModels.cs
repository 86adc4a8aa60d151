using Anthropic;
using Anthropic.Core;
using Microsoft.Extensions.AI;

namespace Reasoning.Infrastructure.Agents.Models;

/// <summary>Anthropic's models.</summary>
internal static class AnthropicModels
{
    // The provider wants a number. Enough for a long answer and the thoughts before it.
    private const int MaxOutputTokens = 16_000;

    public static IChatClient Connect(ModelConnection connection)
    {
        var client = new AnthropicClient(new ClientOptions
        {
            ApiKey = connection.Key,
            BaseUrl = connection.Address.ToString().TrimEnd('/'),
            HttpClient = connection.Http,

            // The loop asks again, and knows what it has shown already; and it has a limit of its own for silence.
            MaxRetries = 0,
            Timeout = Timeout.InfiniteTimeSpan,
        });
        return client.AsIChatClient(
            connection.Model.Model,
            MaxOutputTokens,
            connection.Model.ExtendedThinking ? AnthropicThinkingMode.Extended : AnthropicThinkingMode.Adaptive);
    }

    /// <summary>Whether the provider knows the model, and lets this key use it.</summary>
    public static HttpRequestMessage Check(ModelConnection connection) => new(HttpMethod.Get, connection.At($"v1/models/{Uri.EscapeDataString(connection.Model.Model)}"))
    {
        Headers = { { "x-api-key", connection.Key }, { "anthropic-version", "2023-06-01" } },
    };
}

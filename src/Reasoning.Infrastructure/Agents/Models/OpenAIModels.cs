using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;

namespace Reasoning.Infrastructure.Agents.Models;

/// <summary>
/// Models behind OpenAI's chat completions: its own, those of Azure's <c>/openai/v1/</c> address, and those of the many
/// servers that speak the same.
/// </summary>
internal static class OpenAIModels
{
    // A server that wants no key gets one that it does not read: the client does not go without.
    private const string NoKey = "none";

    public static IChatClient Connect(ModelOptions model, string? key)
    {
        var options = new OpenAIClientOptions
        {
            // The loop asks again, and knows what it has shown already; and it has a limit of its own for silence.
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false },
        };
        if (model.Endpoint is { } endpoint)
            options.Endpoint = endpoint;
        return new ChatClient(model.Model, new ApiKeyCredential(key ?? NoKey), options).AsIChatClient();
    }
}

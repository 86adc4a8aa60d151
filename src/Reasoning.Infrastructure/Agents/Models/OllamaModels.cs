using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using OllamaSharp;
using Reasoning.Infrastructure.Agents.Models.Thoughts;

namespace Reasoning.Infrastructure.Agents.Models;

/// <summary>Models that run in Ollama.</summary>
internal static class OllamaModels
{
    public static IChatClient Connect(ModelConnection connection)
    {
        // The client wants the address from its transport.
        connection.Http.BaseAddress = connection.At("");
        return new ThinkTags(new OllamaThinking(new OllamaApiClient(connection.Http, connection.Model.Model), connection.Model));
    }

    /// <summary>Whether the model has been pulled.</summary>
    public static HttpRequestMessage Check(ModelConnection connection) => new(HttpMethod.Post, connection.At("api/show"))
    {
        Content = new StringContent(new JsonObject { ["model"] = connection.Model.Model }.ToJsonString(), Encoding.UTF8, "application/json"),
    };
}

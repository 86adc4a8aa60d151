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
        connection.Http.BaseAddress = new Uri(connection.Address.ToString().TrimEnd('/') + "/");
        return new ThinkTags(new OllamaThinking(new OllamaApiClient(connection.Http, connection.Model.Model), connection.Model));
    }
}

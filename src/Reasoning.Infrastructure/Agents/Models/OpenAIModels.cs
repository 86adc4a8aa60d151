using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Responses;
using Reasoning.Infrastructure.Agents.Models.Thoughts;

namespace Reasoning.Infrastructure.Agents.Models;

/// <summary>
/// Models behind OpenAI's interfaces: its own, those of Azure's <c>/openai/v1/</c> address, and those of the many servers
/// that speak chat completions too.
/// </summary>
internal static class OpenAIModels
{
    // A server that wants no key gets one that it does not read: the client does not go without.
    private const string NoKey = "none";

    public static IChatClient Connect(ModelConnection connection) =>
        connection.Model.Interface == OpenAIInterface.Responses ? Responses(connection) : Chat(connection);

    /// <summary>These have found three ways to show what a model thinks.</summary>
    public static IChatClient ConnectCompatible(ModelConnection connection)
    {
        if (connection.Model.Interface == OpenAIInterface.Responses)
            return Responses(connection);

        var chat = Chat(connection);
        return new ThinkTags(new ThoughtFields(connection.Model.ReturnThoughts ? new ReturnedThoughts(chat) : chat));
    }

    /// <summary>Whether the provider knows the model, and lets this key use it.</summary>
    public static HttpRequestMessage CheckModel(ModelConnection connection) => Get(connection, $"models/{Uri.EscapeDataString(connection.Model.Model)}");

    /// <summary>Whether the server is there: what it calls its models, and whether it lists them, is its own affair.</summary>
    public static HttpRequestMessage CheckServer(ModelConnection connection) => Get(connection, "models");

    private static HttpRequestMessage Get(ModelConnection connection, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, connection.At(path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", connection.Key ?? NoKey);
        return request;
    }

    private static IChatClient Chat(ModelConnection connection) =>
        new ChatClient(connection.Model.Model, Key(connection), Set(connection, new OpenAIClientOptions { Endpoint = connection.Address })).AsIChatClient();

#pragma warning disable OPENAI001 // Their client's interface may still change; their service's has not.
    private static StatelessResponses Responses(ModelConnection connection) => new(
        new ResponsesClient(Key(connection), Set(connection, new ResponsesClientOptions { Endpoint = connection.Address }))
            .AsIChatClient(connection.Model.Model));
#pragma warning restore OPENAI001

    private static ApiKeyCredential Key(ModelConnection connection) => new(connection.Key ?? NoKey);

    private static T Set<T>(ModelConnection connection, T options)
        where T : ClientPipelineOptions
    {
        // The loop asks again, and knows what it has shown already; and it has a limit of its own for silence.
        options.RetryPolicy = new ClientRetryPolicy(maxRetries: 0);
        options.NetworkTimeout = Timeout.InfiniteTimeSpan;
        options.ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false };
        options.Transport = new HttpClientPipelineTransport(connection.Http);
        return options;
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Reasoning.IntegrationTests.Models;

/// <summary>
/// Stands before the mock for one shape: the mock counts its answers for it alone, and its thoughts come in the dialect of
/// the shape. All else goes through as it is.
/// </summary>
internal sealed class MockProxy : IAsyncDisposable
{
    private const string Field = "reasoning_content";

    private readonly HttpClient _http = new();
    private readonly WebApplication _app;
    private readonly Uri _mock;
    private readonly ProviderShape _shape;

    private MockProxy(Uri mock, ProviderShape shape)
    {
        (_mock, _shape) = (mock, shape);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(ForwardAsync);
    }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>The bodies that the mock was sent, oldest first.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public static async Task<MockProxy> StartAsync(Uri mock, ProviderShape shape)
    {
        var proxy = new MockProxy(mock, shape);
        await proxy._app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        try
        {
            using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(_mock, context.Request.Path));
            request.Headers.Add("X-Test-Id", _shape.Name);
            if (context.Request.ContentType is { } type)
            {
                using var body = new StreamReader(context.Request.Body);
                var text = await body.ReadToEndAsync(context.RequestAborted);
                Requests.Enqueue(text);
                request.Content = new StringContent(text);
                request.Content.Headers.ContentType = new(type.Split(';')[0]);
            }

            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            if (answer.Headers.RetryAfter is { } retryAfter)
                context.Response.Headers.RetryAfter = retryAfter.ToString();

            var isThinking = false;
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(context.RequestAborted));
            while (await lines.ReadLineAsync(context.RequestAborted) is { } line)
            {
                await context.Response.WriteAsync(Translate(line, ref isThinking) + "\n", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            context.Abort();
        }
    }

    private string Translate(string line, ref bool isThinking)
    {
        const string Event = "data: ";
        var prefix = line.StartsWith(Event, StringComparison.Ordinal) ? Event : "";
        if (_shape.Dialect is null)
            return line;

        JsonNode? message;
        try
        {
            message = JsonNode.Parse(line[prefix.Length..]);
        }
        catch (System.Text.Json.JsonException)
        {
            return line;
        }

        if (_shape.Dialect == Dialect.Incomplete)
            End(message);
        else if (_shape.Dialect == Dialect.Thinking)
            Rename(message?["message"] as JsonObject, "thinking");
        else if (_shape.Dialect == Dialect.Reasoning)
            Rename(DeltaOf(message), "reasoning");
        else
            Tag(DeltaOf(message), ref isThinking);

        return prefix + message!.ToJsonString();
    }

    private static JsonObject? DeltaOf(JsonNode? message) => message?["choices"]?.AsArray().FirstOrDefault()?["delta"] as JsonObject;

    private static string? Take(JsonObject? part)
    {
        var thought = part?[Field]?.GetValue<string>();
        part?.Remove(Field);
        return thought;
    }

    private static void Rename(JsonObject? part, string name)
    {
        if (Take(part) is { } thought)
            part![name] = thought;
    }

    private static void Tag(JsonObject? part, ref bool isThinking)
    {
        if (part is null)
            return;
        if (Take(part) is { } thought)
        {
            part["content"] = (isThinking ? "" : "<think>") + thought;
            isThinking = true;
        }
        else if (isThinking && (part["tool_calls"] is not null || part["content"] is not null))
        {
            part["content"] = "</think>" + part["content"]?.GetValue<string>();
            isThinking = false;
        }
    }

    private static void End(JsonNode? message)
    {
        var response = message?["type"]?.GetValue<string>() == "response.completed" ? message["response"] as JsonObject : null;
        var status = response?["status"]?.GetValue<string>();
        if (status is not ("incomplete" or "failed"))
            return;
        message!["type"] = "response.incomplete";
        response!["status"] = "incomplete";
        response["incomplete_details"] = new JsonObject { ["reason"] = status == "failed" ? "content_filter" : "max_output_tokens" };
    }
}

using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Reasoning.IntegrationTests.Clients;

namespace Reasoning.IntegrationTests.Remote;

/// <summary>A team's server, which answers as the test says.</summary>
internal sealed class RemoteServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RemoteServer(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body);
            Requests.Enqueue((new HeaderDictionary(context.Request.Headers.ToDictionary()), body.RootElement.Clone()));
            using var closed = context.RequestAborted.Register(() => _closed.TrySetResult());
            await answer(context);
        });
    }

    public Uri Address => new(_app.Urls.Single());

    public ConcurrentQueue<(IHeaderDictionary Headers, JsonElement Body)> Requests { get; } = [];

    /// <summary>The gateway has closed the connection of a run.</summary>
    public Task Closed => _closed.Task;

    public static async Task<RemoteServer> StartAsync(Func<HttpContext, Task> answer)
    {
        var server = new RemoteServer(answer);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Answers with these events and ends.</summary>
    public static Task<RemoteServer> SayingAsync(params string[] events) =>
        StartAsync(context => SayAsync(context, events));

    public static string Event(string type, string data) => $"event: {type}\ndata: {data}\n\n";

    public static string Thought(string text) => Event("step", $$"""{"type":"thought","content":"{{text}}"}""");

    public static string Answer(string text) => Event("step", $$"""{"type":"final_answer","content":"{{text}}"}""");

    public static async Task SayAsync(HttpContext context, params IEnumerable<string> events)
    {
        if (!context.Response.HasStarted)
            context.Response.ContentType = "text/event-stream";
        foreach (var one in events)
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(one), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    /// <summary>Says nothing until the gateway has enough of it.</summary>
    public static async Task HangAsync(HttpContext context)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.RequestAborted.Register(() => closed.TrySetResult());
        await closed.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true)).InTime();
        await _app.DisposeAsync();
    }
}

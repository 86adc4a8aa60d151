using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Reasoning.IntegrationTests.Models;

/// <summary>A provider that says what the test wrote, byte for byte: for what the mock cannot say.</summary>
internal sealed class CannedProvider : IAsyncDisposable
{
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _answers = [];
    private readonly WebApplication _app;

    private CannedProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>The bodies that it was sent.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>The method and path of each.</summary>
    public ConcurrentQueue<string> Lines { get; } = [];

    public static async Task<CannedProvider> StartAsync()
    {
        var provider = new CannedProvider();
        await provider._app.StartAsync();
        return provider;
    }

    /// <summary>What it says to the next who asks.</summary>
    public void Say(string body, string type = "text/event-stream", HttpStatusCode status = HttpStatusCode.OK, string? location = null) => _answers.Enqueue(async context =>
    {
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = type;
        if (location is not null)
            context.Response.Headers.Location = location;
        await context.Response.WriteAsync(body, context.RequestAborted);
    });

    /// <summary>Begins to speak to the next who asks, and goes on for ever.</summary>
    /// <param name="gone">Completes when whoever asked has closed the connection.</param>
    public void SayEndlessly(string piece, TaskCompletionSource gone) => _answers.Enqueue(async context =>
    {
        context.Response.ContentType = "text/event-stream";
        try
        {
            while (true)
            {
                await context.Response.WriteAsync(piece, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            gone.TrySetResult();
        }
    });

    /// <summary>Says one thing over and over to the next who asks, as fast as it is read.</summary>
    /// <param name="gone">Completes when whoever asked has closed the connection.</param>
    public void Pour(string piece, TaskCompletionSource gone) => _answers.Enqueue(async context =>
    {
        context.Response.ContentType = "text/event-stream";
        while (!context.RequestAborted.IsCancellationRequested)
            await context.Response.WriteAsync(piece);
        gone.TrySetResult();
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Lines.Enqueue($"{context.Request.Method} {context.Request.Path}");
        using var body = new StreamReader(context.Request.Body);
        Requests.Enqueue(await body.ReadToEndAsync(context.RequestAborted));
        if (_answers.TryDequeue(out var answer))
            await answer(context);
        else
            context.Response.StatusCode = StatusCodes.Status418ImATeapot;
    }
}

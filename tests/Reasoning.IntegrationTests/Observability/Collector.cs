using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Reasoning.IntegrationTests.Observability;

/// <summary>Takes whatever is posted to it, as an OTLP collector does, and remembers it as it came.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<byte[]> _posts = [];

    private Collector(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var collector = new Collector(app);
        app.Run(collector.TakeAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    /// <summary>Whether one post holds all of these.</summary>
    public bool Has(params byte[][] parts) => _posts.Any(post => parts.All(part => post.AsSpan().IndexOf(part) >= 0));

    public bool Has(string text) => Has(Encoding.UTF8.GetBytes(text));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _posts.Enqueue(body.ToArray());
        context.Response.ContentType = "application/x-protobuf";
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Reasoning.Benchmarks.Models;

/// <summary>A provider whose models say at a steady pace when they said it, as no mock of others does.</summary>
internal static class ProviderServer
{
    /// <summary>A model's name begins so; behind it stands how many chunks its answers have.</summary>
    public const string ModelPrefix = "chunks-";

    /// <summary>50 chunks a second.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    /// <summary>Spreads what it is given evenly, however many there are: no two answers go in step.</summary>
    private const double GoldenRatio = 0.6180339887;

    private static int _answers;

    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet("/health/live", () => "Healthy");
        foreach (var shape in ProviderShapes.All.DistinctBy(shape => shape.Path))
            app.MapPost(shape.Path, (HttpContext context) => AnswerAsync(context, shape));
        await app.RunAsync();
        return 0;
    }

    private static async Task AnswerAsync(HttpContext context, ProviderShape shape)
    {
        var gone = context.RequestAborted;
        using var request = await JsonDocument.ParseAsync(context.Request.Body, default, gone);
        var chunks = ChunksOf(request.RootElement.GetProperty("model").GetString()!);
        context.Response.ContentType = shape.HasEvents ? "text/event-stream" : "application/x-ndjson";
        var writer = context.Response.BodyWriter;
        try
        {
            await writer.WriteAsync(Encoding.UTF8.GetBytes(shape.Begin), gone);
            await Task.Delay(Pace * (1 + Interlocked.Increment(ref _answers) * GoldenRatio % 1), TimeProvider.System, gone);
            using var timer = new PeriodicTimer(Pace, TimeProvider.System);
            for (var chunk = 0; chunk < chunks; chunk++)
            {
                if (chunk > 0)
                    await timer.WaitForNextTickAsync(gone);
                await writer.WriteAsync(shape.MakeChunk(), gone);
            }

            await writer.WriteAsync(Encoding.UTF8.GetBytes(shape.End), gone);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // Whoever asked has gone.
        }
    }

    private static int ChunksOf(string model) => int.Parse(model.AsSpan(ModelPrefix.Length), CultureInfo.InvariantCulture);
}

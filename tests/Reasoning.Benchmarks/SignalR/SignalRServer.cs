using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

using Reasoning.Benchmarks.Baseline;

namespace Reasoning.Benchmarks.SignalR;

/// <summary>The same agent behind a SignalR hub with its JSON protocol.</summary>
internal static class SignalRServer
{
    /// <summary>The load client does not answer pings, and an idle connection is to stay.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new LoadAgent(dropStep: 0));
        builder.Services
            .AddSignalR(options => options.ClientTimeoutInterval = Patience)
            .AddJsonProtocol(options => options.PayloadSerializerOptions = new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
                TypeInfoResolver = JsonTypeInfoResolver.Combine(BaselineJson.Default, new DefaultJsonTypeInfoResolver()),
            });

        await using var app = builder.Build();
        app.MapGet("/health/live", () => "Healthy");
        app.MapHub<ChatHub>("/hub");
        await app.RunAsync();
        return 0;
    }
}

using System.Globalization;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Reasoning.Benchmarks.Baseline;

/// <summary>
/// What a good engineer writes by hand in an afternoon: Kestrel's WebSockets, source-generated
/// System.Text.Json, a semaphore per connection, one <c>SendAsync</c> an event. Goals are ratios to it.
/// </summary>
internal static class BaselineServer
{
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders();

        // A fault on purpose: a run leaves this step out, which the load client must report.
        var dropStep = builder.Configuration.GetValue("drop-step", 0);

        await using var app = builder.Build();
        app.UseWebSockets();
        var sessions = new BaselineSessions();
        app.MapGet("/health/live", () => "Healthy");
        app.MapPost("/broadcast", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var sentTo = await sessions.BroadcastAsync(body.ToArray(), CancellationToken.None);
            await context.Response.WriteAsync($$"""{"success":true,"sent_to":{{sentTo}}}""");
        });
        app.Map("/ws/chat/{sessionId}", async (HttpContext context, string sessionId) =>
        {
            if (!context.WebSockets.IsWebSocketRequest)
            {
                context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
                return;
            }

            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var pad = int.TryParse(context.Request.Query["pad"], CultureInfo.InvariantCulture, out var length) ? length : 0;
            var session = sessions.Get(sessionId);
            using var connection = new BaselineConnection(socket, sessionId, session, new string('.', pad), new LoadAgent(dropStep));
            session.Add(connection);
            try
            {
                await connection.RunAsync(context.RequestAborted);
            }
            finally
            {
                session.Remove(connection);
            }
        });
        await app.RunAsync();
        return 0;
    }
}

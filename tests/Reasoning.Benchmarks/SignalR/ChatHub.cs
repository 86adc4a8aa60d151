using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;

using Microsoft.AspNetCore.SignalR;

using Reasoning.Benchmarks.Baseline;

namespace Reasoning.Benchmarks.SignalR;

/// <summary>The baseline's chat as a streaming method.</summary>
internal sealed class ChatHub(LoadAgent agent) : Hub
{
    /// <param name="pad">Makes an event that much longer.</param>
    public async IAsyncEnumerable<object> Chat(string message, int pad, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var request = LoadRequest.Parse(message);
        var padding = new string('.', pad);
        yield return new ServerMessage<Start>("reasoning_start", padding, new Start("load", message, true));
        await foreach (var output in agent.RunAsync(request, cancellationToken))
            yield return new ServerMessage<Step>("reasoning_step", padding, (Step)output);
        var duration = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
        yield return new ServerMessage<Complete>("reasoning_complete", padding, new Complete("completed", request.Steps + 1, duration));
    }

    [SuppressMessage("Performance", "CA1822", Justification = "A hub's methods are found on its instances.")]
    public ServerMessage<Pong> Ping(JsonElement timestamp) => new("pong", "", new Pong(timestamp));
}

using System.Net.WebSockets;
using System.Text.Json;

namespace Reasoning.Benchmarks.Baseline;

internal sealed class BaselineConnection(
    WebSocket socket, string sessionId, BaselineSession session, string pad, LoadAgent agent) : IDisposable
{
    private readonly SemaphoreSlim _sending = new(1, 1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var answers = new MessageBuffer();
        var buffer = new byte[4096];
        try
        {
            var connected = new Connected(sessionId, "load", "Connected to agent chat");
            await SendAsync(answers.Write(new("connected", "", connected), BaselineJson.Default.ConnectedMessage), cancellationToken);
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                if (received.MessageType == WebSocketMessageType.Close || !received.EndOfMessage)
                    return;
                await DispatchAsync(buffer.AsMemory(0, received.Count), answers, cancellationToken);
            }
        }
        catch (Exception e) when (IsGone(e))
        {
            // The client has gone, which is its right.
        }
    }

    public async Task SendAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await socket.SendAsync(json, WebSocketMessageType.Text, true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>As one of many: whoever has gone meanwhile is no reason to fail.</summary>
    public async Task TrySendAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(json, cancellationToken);
        }
        catch (Exception e) when (IsGone(e))
        {
            // As above.
        }
    }

    public void Dispose() => _sending.Dispose();

    private static bool IsGone(Exception e) => e is WebSocketException or OperationCanceledException or ObjectDisposedException;

    private async Task DispatchAsync(ReadOnlyMemory<byte> json, MessageBuffer answers, CancellationToken cancellationToken)
    {
        var message = JsonSerializer.Deserialize(json.Span, BaselineJson.Default.ClientMessage)!;
        switch (message.Type)
        {
            case "ping":
                var pong = new Pong(message.Payload!.Timestamp);
                await SendAsync(answers.Write(new("pong", "", pong), BaselineJson.Default.PongMessage), cancellationToken);
                break;
            case "chat":
                var payload = message.Payload!;
                _ = Task.Run(() => ChatAsync(payload.Message!, payload.EnableReasoning ?? true, cancellationToken), cancellationToken);
                break;
        }
    }

    /// <summary>Each event is serialised once and goes to every connection of the session before the next one is made.</summary>
    private async Task ChatAsync(string message, bool enableReasoning, CancellationToken cancellationToken)
    {
        using var events = new MessageBuffer();
        try
        {
            var started = TimeProvider.System.GetTimestamp();
            var request = LoadRequest.Parse(message);
            var start = new Start("load", message, enableReasoning);
            await session.SendAsync(events.Write(new("reasoning_start", pad, start), BaselineJson.Default.StartMessage), cancellationToken);
            await foreach (var output in agent.RunAsync(request, cancellationToken))
            {
                var json = output is Delta delta
                    ? events.Write(new("reasoning_delta", pad, delta), BaselineJson.Default.DeltaMessage)
                    : events.Write(new("reasoning_step", pad, (Step)output), BaselineJson.Default.StepMessage);
                await session.SendAsync(json, cancellationToken);
            }

            var duration = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
            var complete = new Complete("completed", request.Steps + 1, duration);
            await session.SendAsync(events.Write(new("reasoning_complete", pad, complete), BaselineJson.Default.CompleteMessage), cancellationToken);
        }
        catch (Exception e) when (IsGone(e))
        {
            // As above: nobody is there any more to tell.
        }
    }
}

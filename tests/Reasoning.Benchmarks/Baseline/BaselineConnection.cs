using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Reasoning.Benchmarks.Baseline;

internal sealed class BaselineConnection(WebSocket socket, string sessionId, string pad, LoadAgent agent) : IDisposable
{
    private readonly SemaphoreSlim _sending = new(1, 1);

    // One event at a time is serialised, under the semaphore: about a tenth less CPU than an array for each.
    private readonly ArrayBufferWriter<byte> _json = new();
    private readonly Utf8JsonWriter _writer = new(Stream.Null);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var connected = new Connected(sessionId, "load", "Connected to agent chat");
        await SendAsync(new("connected", "", connected), BaselineJson.Default.ConnectedMessage, cancellationToken);
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                if (received.MessageType == WebSocketMessageType.Close || !received.EndOfMessage)
                    return;
                await DispatchAsync(buffer.AsMemory(0, received.Count), cancellationToken);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The client has gone, which is its right.
        }
    }

    public void Dispose()
    {
        _sending.Dispose();
        _writer.Dispose();
    }

    private async Task DispatchAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        var message = JsonSerializer.Deserialize(json.Span, BaselineJson.Default.ClientMessage)!;
        switch (message.Type)
        {
            case "ping":
                var pong = new Pong(message.Payload!.Timestamp);
                await SendAsync(new("pong", "", pong), BaselineJson.Default.PongMessage, cancellationToken);
                break;
            case "chat":
                var payload = message.Payload!;
                _ = Task.Run(() => ChatAsync(payload.Message!, payload.EnableReasoning ?? true, cancellationToken), cancellationToken);
                break;
        }
    }

    private async Task ChatAsync(string message, bool enableReasoning, CancellationToken cancellationToken)
    {
        try
        {
            var started = TimeProvider.System.GetTimestamp();
            var request = LoadRequest.Parse(message);
            var start = new Start("load", message, enableReasoning);
            await SendAsync(new("reasoning_start", pad, start), BaselineJson.Default.StartMessage, cancellationToken);
            await foreach (var output in agent.RunAsync(request, cancellationToken))
            {
                if (output is Delta delta)
                    await SendAsync(new("reasoning_delta", pad, delta), BaselineJson.Default.DeltaMessage, cancellationToken);
                else
                    await SendAsync(new("reasoning_step", pad, (Step)output), BaselineJson.Default.StepMessage, cancellationToken);
            }

            var duration = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
            var complete = new Complete("completed", request.Steps + 1, duration);
            await SendAsync(new("reasoning_complete", pad, complete), BaselineJson.Default.CompleteMessage, cancellationToken);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // As above: nobody is there any more to tell.
        }
    }

    private async Task SendAsync<T>(
        ServerMessage<T> message, JsonTypeInfo<ServerMessage<T>> type, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            _json.ResetWrittenCount();
            _writer.Reset(_json);
            JsonSerializer.Serialize(_writer, message, type);
            await socket.SendAsync(_json.WrittenMemory, WebSocketMessageType.Text, true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }
}

using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Reasoning.IntegrationTests.Description;

namespace Reasoning.IntegrationTests.Clients;

/// <summary>An ordinary client. It reads only when it is asked to, so one that is not asked is a client that never reads.</summary>
internal sealed class ChatClient : IAsyncDisposable
{
    private readonly ClientWebSocket _socket;
    private readonly byte[] _buffer = new byte[64 * 1024];

    private ChatClient(ClientWebSocket socket, string session)
    {
        _socket = socket;
        Session = session;
    }

    public string Session { get; }

    public ServerMessage Connected { get; private set; } = null!;

    public string Epoch => Connected.Data.GetProperty("epoch").GetString()!;

    public string? SubProtocol => _socket.SubProtocol;

    /// <summary>Whether a close frame of the server is answered.</summary>
    public bool AnswersClose { get; set; } = true;

    public static async Task<ChatClient> ConnectAsync(
        Uri server, string? session = null, string query = "", Action<ClientWebSocketOptions>? configure = null)
    {
        session ??= NewSession();
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        configure?.Invoke(socket.Options);
        var address = new UriBuilder(server) { Scheme = "ws", Path = $"/ws/chat/{session}", Query = query }.Uri;
        await socket.ConnectAsync(address, CancellationToken.None).InTime();
        var client = new ChatClient(socket, session);
        client.Connected = await client.NextAsync();
        Assert.Equal("connected", client.Connected.Type);
        return client;
    }

    public static string NewSession() => Guid.NewGuid().ToString("N");

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public Task SendAsync(ReadOnlyMemory<byte> bytes, WebSocketMessageType type = WebSocketMessageType.Text, bool end = true) =>
        _socket.SendAsync(bytes, type, end, CancellationToken.None).InTime();

    public Task ChatAsync(string message, string? agent = null, string? id = null, bool? enableReasoning = null) =>
        SendAsync(JsonSerializer.Serialize(new
        {
            type = "chat",
            id,
            payload = new { message, agent_name = agent, enable_reasoning = enableReasoning },
        }));

    public Task InterruptAsync(string? runId = null, string? id = null) =>
        SendAsync(JsonSerializer.Serialize(new { type = "interrupt", id, payload = new { run_id = runId } }));

    public async Task<ServerMessage> NextAsync()
    {
        var text = new MemoryStream();
        while (true)
        {
            ValueWebSocketReceiveResult result;
            try
            {
                result = await _socket.ReceiveAsync(_buffer.AsMemory(), CancellationToken.None).InTime();
            }
            catch (WebSocketException)
            {
                throw new ClosedException(ClosedException.Abnormal);
            }

            if (result.MessageType == WebSocketMessageType.Close)
                throw await ClosedAsync();
            Assert.Equal(WebSocketMessageType.Text, result.MessageType);
            text.Write(_buffer, 0, result.Count);
            if (!result.EndOfMessage)
                continue;
            var message = new ServerMessage(Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length));
            Assert.True(DescribedMessages.ServerNames(message.Root).Count == 1, $"The AsyncAPI document does not know {message}.");
            return message;
        }
    }

    public async Task<IReadOnlyList<ServerMessage>> NextAsync(int count)
    {
        var messages = new List<ServerMessage>(count);
        while (messages.Count < count)
            messages.Add(await NextAsync());
        return messages;
    }

    /// <summary>The next message of this type; others are skipped.</summary>
    public async Task<ServerMessage> NextAsync(string type)
    {
        while (true)
        {
            var message = await NextAsync();
            if (message.Type == type)
                return message;
        }
    }

    /// <summary>Everything up to and including the first terminal event.</summary>
    public Task<IReadOnlyList<ServerMessage>> UntilEndAsync() => UntilAsync(message => message.IsTerminal);

    public async Task<IReadOnlyList<ServerMessage>> UntilAsync(Func<ServerMessage, bool> isLast)
    {
        var messages = new List<ServerMessage>();
        do
            messages.Add(await NextAsync());
        while (!isLast(messages[^1]));
        return messages;
    }

    /// <summary>Chats and gives the run's events.</summary>
    public async Task<IReadOnlyList<ServerMessage>> AskAsync(string message, string agent)
    {
        await ChatAsync(message, agent);
        return await UntilEndAsync();
    }

    /// <summary>Proves that the connection lives and that everything sent before has been handled. Nothing else may be on its way.</summary>
    public async Task PingAsync()
    {
        var id = Guid.NewGuid().ToString("N");
        await SendAsync($$"""{"type":"ping","id":"{{id}}"}""");
        var pong = await NextAsync();
        Assert.Equal("pong", pong.Type);
        Assert.Equal(id, pong.ReplyTo);
    }

    /// <summary>Waits for the server's close, skipping messages.</summary>
    public async Task<int> CloseCodeAsync()
    {
        try
        {
            while (true)
                await NextAsync();
        }
        catch (ClosedException closed)
        {
            return closed.Code;
        }
    }

    /// <summary>Closes and waits for the server's answer.</summary>
    public async Task<int> CloseAsync(int code = 1000)
    {
        await _socket.CloseOutputAsync((WebSocketCloseStatus)code, null, CancellationToken.None).InTime();
        return await CloseCodeAsync();
    }

    /// <summary>Cuts the connection without a word.</summary>
    public void Abort() => _socket.Abort();

    public ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<ClosedException> ClosedAsync()
    {
        if (AnswersClose && _socket.State == WebSocketState.CloseReceived)
        {
            // The server may be gone already: then the answer has nobody to go to.
            try
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).InTime();
            }
            catch (WebSocketException)
            {
            }
        }

        return new ClosedException((int)_socket.CloseStatus!);
    }
}

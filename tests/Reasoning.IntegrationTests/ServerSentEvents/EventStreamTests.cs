using System.Net;
using Reasoning.Domain.Steps;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;
using Reasoning.IntegrationTests.Http.Sessions;

namespace Reasoning.IntegrationTests.ServerSentEvents;

/// <summary>The log as server-sent events.</summary>
public sealed class EventStreamTests(SharedServer shared)
{
    private readonly TestServer _server = shared.Server;
    private readonly string _session = ChatClient.NewSession();

    [Fact]
    public async Task Open_WhenNothingIsAskedFor_SaysConnectedAndThenWhatHappens()
    {
        await _server.AnswerAsync(_session);
        using var stream = await StreamClient.OpenAsync(_server, _session);
        var connected = stream.Connected.Message;
        Assert.Equal(
            ["session_id", "message", "connection_id", "protocol", "epoch", "last_seq", "active_runs", "heartbeat_interval"],
            connected.DataMembers);
        var epoch = connected.Data.Text("epoch");
        Assert.Equal(("connected", $"{epoch}:3"), (stream.Connected.Type, stream.Connected.Id));
        Assert.Equal((3, 15), (connected.Data.GetProperty("last_seq").GetInt64(), connected.Data.GetProperty("heartbeat_interval").GetInt32()));
        Assert.Equal(TimeSpan.FromSeconds(1), stream.Retry);

        await using var socket = await _server.ConnectAsync(_session);
        var sent = await socket.AskAsync("steps=5", "load");
        var streamed = await stream.UntilEndAsync();
        Assert.Equal(sent.Select(message => message.Text), streamed.Select(message => message.Data));
        Assert.Equal(sent.Select(message => message.Type), streamed.Select(message => message.Type));
        Assert.Equal(Enumerable.Range(4, 8).Select(seq => $"{epoch}:{seq}"), streamed.Select(message => message.Id));
    }

    [Fact]
    public async Task Open_WhenItBegins_TellsProxiesToKeepOut()
    {
        using var stream = await StreamClient.OpenAsync(_server, _session);
        var (headers, content) = (stream.Response.Headers, stream.Response.Content.Headers);

        Assert.Equal("text/event-stream", content.ContentType?.ToString());
        Assert.True(headers.CacheControl is { NoStore: true, NoTransform: true });
        Assert.Equal(["no"], headers.GetValues("X-Accel-Buffering"));
        Assert.Equal(["Accept"], headers.Vary);
        Assert.Empty(content.ContentEncoding);
    }

    [Theory]
    [InlineData("text/event-stream", "text/event-stream")]
    [InlineData("application/json;q=0.5, TEXT/event-stream", "text/event-stream")]
    [InlineData("application/json, text/event-stream", "application/json")]
    [InlineData("text/event-stream;q=0", "application/json")]
    [InlineData("text/*", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("nonsense;;", "application/json")]
    [InlineData(null, "application/json")]
    public async Task Events_WhateverIsAccepted_AreAStreamOnlyForWhoNamesIt(string? accept, string expected)
    {
        await _server.AnswerAsync(_session);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/sessions/{_session}/events");
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await _server.Http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["Accept"], response.Headers.Vary);
    }

    [Fact]
    public async Task Open_WhenTheSessionIsNotThereYet_SeesItsFirstMessage()
    {
        using var stream = await StreamClient.OpenAsync(_server, _session);
        await _server.IsRefusedAsync(HttpMethod.Get, $"/sessions/{_session}/events", body: null, HttpStatusCode.NotFound, "session_not_found");
        await _server.AnswerAsync(_session);

        Assert.EndsWith(":0", stream.Connected.Id, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], (await stream.UntilEndAsync()).Select(message => message.Message.Seq!.Value));
    }

    [Fact]
    public async Task Open_WhileAStepGrows_ShowsItsPiecesToThoseWhoAsk()
    {
        using var stream = await StreamClient.OpenAsync(_server, _session, "deltas=true");
        using var other = await StreamClient.OpenAsync(_server, _session);
        await using var socket = await _server.ConnectAsync(_session);
        var (puppet, _) = await _server.StartPuppetAsync(socket);
        await stream.NextAsync();
        puppet.Say("Let me", DeltaKind.Thought, isAnew: true);
        var delta = await stream.NextAsync();
        puppet.Answer("Let me see.");

        Assert.Equal(("reasoning_delta", null, "Let me"), (delta.Type, delta.Id, delta.Message.Content));
        Assert.EndsWith(":1", stream.LastEventId, StringComparison.Ordinal);
        Assert.Equal(["reasoning_step", "reasoning_complete"], (await stream.UntilEndAsync()).Select(message => message.Type));
        Assert.DoesNotContain(await other.UntilEndAsync(), message => message.Type == "reasoning_delta");
    }

    [Fact]
    public async Task Message_WhenItIsLarge_ComesWhole()
    {
        using var stream = await StreamClient.OpenAsync(_server, _session);
        await using var socket = await _server.ConnectAsync(_session);
        var (puppet, _) = await _server.StartPuppetAsync(socket);
        var text = string.Concat(Enumerable.Repeat("Grüße, 世界 😀\r\n", 20_000));
        await puppet.Think(text);
        puppet.Answer();

        Assert.Equal(text, (await stream.UntilEndAsync())[1].Message.Content);
    }

    [Fact]
    public async Task Broadcast_WhateverItsLines_IsAnEventOfItsOwn()
    {
        // Another's broadcasts would come in between.
        await using var server = await TestServer.StartAsync();
        using var stream = await StreamClient.OpenAsync(server);
        using var response = await server.SendAsync(HttpMethod.Post, "/broadcast", "{\r\n\n \"type\": \"notice\",\r \"data\": {} }\n");
        Assert.Equal(1, (await response.BodyAsync()).GetProperty("sent_to").GetInt32());

        var broadcast = await stream.NextAsync();
        Assert.Equal(("broadcast", null, "{\n \"type\": \"notice\",\n \"data\": {} }"), (broadcast.Type, broadcast.Id, broadcast.Data));
        await server.AnswerAsync(stream.Session);
        Assert.Equal(3, (await stream.UntilEndAsync()).Count);
    }

    [Fact]
    public async Task Connections_WhileAStreamIsOpen_NameItsSession()
    {
        await using var server = await TestServer.StartAsync();
        using (var stream = await StreamClient.OpenAsync(server))
        {
            var connections = await server.GetAsync("/connections");
            Assert.Equal(1, connections.GetProperty("active_connections").GetInt32());
            Assert.Equal(stream.Session, connections.GetProperty("session_ids")[0].GetString());
        }

        await server.HasNothingLeftAsync();
    }

    [Fact]
    public async Task Stream_OverHttp2_SaysTheSame()
    {
        await using var server = await TestServer.StartAsync(("Kestrel:EndpointDefaults:Protocols", "Http2"));
        using var stream = await StreamClient.OpenAsync(server, _session, version: HttpVersion.Version20);
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/sessions/{_session}/messages")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StringContent("""{"message":"steps=50 size=5000","agent_name":"load"}"""),
        };
        using var accepted = await server.Http.SendAsync(message, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);

        Assert.Equal(53, (await stream.UntilEndAsync()).Count);
        var stop = server.StopAsync();
        Assert.Equal(1001, await stream.CloseCodeAsync());
        await stop.InTime();
        await server.HasNothingLeftAsync();
    }
}

using System.Net;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Connecting;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Shutdown;

public sealed class ShutdownTests
{
    [Fact]
    public async Task Stop_WhenRunsAreInProgress_EndsThemAndClosesWith1001()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.ConnectAsync();
        await using var observer = await server.ConnectAsync(client.Session);
        await using var idle = await server.ConnectAsync();
        var (obedient, one) = await server.StartPuppetAsync(client);
        var (stubborn, two) = await server.StartPuppetAsync(client, ignoresCancellation: true);
        await observer.NextAsync(2);
        var stop = server.StopAsync();

        foreach (var reader in new[] { client, observer })
        {
            var ends = await reader.NextAsync(2);
            Assert.All(ends, end => Assert.Equal("error", end.Type));
            Assert.All(ends, end => Assert.Equal("shutting_down", end.Code));
            Assert.Equal(new[] { one, two }.Order(), ends.Select(end => end.RunId!).Order());
            var closed = await Assert.ThrowsAsync<ClosedException>(reader.NextAsync);
            Assert.Equal(1001, closed.Code);
        }

        Assert.Equal(1001, await idle.CloseCodeAsync());
        await obedient.Ended.InTime();
        await stubborn.Cancelled.InTime();
        await stop.InTime();
        stubborn.Return();
        await stubborn.Ended.InTime();
        await server.HasNothingLeftAsync();
    }

    [Fact]
    public async Task Stop_WhileAClientDoesNotAnswerItsClose_RefusesNewcomersWith503()
    {
        await using var server = await TestServer.StartAsync(("Connections:CloseTimeout", "00:00:02"));
        using var deaf = await RawClient.OpenAsync(server.Address, ChatClient.NewSession());
        var stop = server.StopAsync();
        Assert.Equal(1001, await deaf.CloseCodeAsync());

        // Before everything else that could be said against it.
        foreach (var target in new[] { $"/ws/chat/{ChatClient.NewSession()}", "/ws/chat/a%20b?agent_name=nobody" })
        {
            using var request = RefusalTests.Upgrade(server, target, "https://evil.example");
            using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
            await RefusalTests.IsProblemAsync(response, HttpStatusCode.ServiceUnavailable, "shutting_down");
            Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        }

        using (var plain = await server.Http.GetAsync("/ws/chat/s", TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, plain.StatusCode);
        using (var ready = await server.Http.GetAsync("/health/ready", TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        using (var live = await server.Http.GetAsync("/health/live", TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.False(stop.IsCompleted);

        // It is cut, and the server does not wait for it any longer.
        await stop.InTime();
        await deaf.EndAsync();
        await server.HasNothingLeftAsync();
    }

    [Fact]
    public async Task Stop_WhenAReaderLags_GivesItTheRestOfTheLogToTheEndOfItsRun()
    {
        await using var server = await TestServer.StartAsync(
            ("Connections:CloseTimeout", "00:00:10"), ("Shutdown:Timeout", "00:00:12"), ("Storage:Memory:MaxSessionBytes", "134217728"));
        await using var slow = await server.ConnectAsync(configure: options => options.SetBuffer(4096, 4096));
        await slow.ChatAsync("steps=100000 delay=1 size=60000", "load");
        await Limit.UntilAsync(() => TestServer.IsBlocked(server.Connection(slow.Session)), "the reader lags");
        var stop = server.StopAsync();

        long last = 0;
        var ended = false;
        var closed = await Assert.ThrowsAsync<ClosedException>(async () =>
        {
            while (true)
            {
                var message = await slow.NextAsync();
                Assert.Equal(++last, message.Seq);
                Assert.False(ended);
                ended = message.Type == "error" && message.Code == "shutting_down";
            }
        });
        Assert.Equal(1001, closed.Code);
        Assert.True(ended);
        await stop.InTime();
    }

    [Fact]
    public async Task Stop_WhenAClientDoesNotReadAtAll_StillEnds()
    {
        await using var server = await TestServer.StartAsync(("Connections:CloseTimeout", "00:00:01"));
        await using var client = await server.ConnectAsync();
        using var deaf = await RawClient.OpenAsync(server.Address, client.Session, receiveBuffer: 4096);
        await client.AskAsync("steps=6000 size=2000", "load");
        await server.StopAsync().InTime();
        await server.HasNothingLeftAsync();
    }
}

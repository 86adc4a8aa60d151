using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.ServerSentEvents;

/// <summary>Streams that are silent, slow, or end.</summary>
public sealed class StreamEndTests
{
    // More than the socket's buffers of both sides take, less than the log holds.
    private const string Pour = "steps=6000 size=2000";
    private const int Events = 6000 + 3;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Stream_WhenNothingHappens_IsKeptAliveByComments()
    {
        await using var server = await TestServer.StartStillAsync();
        using var stream = await StreamClient.OpenAsync(server);
        for (var beat = 0; beat < 10; beat++)
        {
            server.Clock!.Advance(Interval);
            Assert.Equal("ping", await stream.CommentAsync());
        }

        // Silence is no fault of somebody who can only listen.
        await using var socket = await server.ConnectAsync(stream.Session);
        await socket.AskAsync("steps=1", "load");
        Assert.Equal(4, (await stream.UntilEndAsync()).Count);
    }

    [Fact]
    public async Task Stream_WhenItIsNotReadWhileARunPours_HoldsNobodyUpAndLaterHasEverything()
    {
        await using var server = await TestServer.StartAsync();
        using var slow = await StreamClient.OpenAsync(server, receiveBuffer: 4096);
        await using var fast = await server.ConnectAsync(slow.Session);
        Assert.Equal(Events, (await fast.AskAsync(Pour, "load")).Count);

        // Bounded: of 12 MB only what the limits allow waits for the one that does not read.
        Assert.Contains(server.Connections.All, TestServer.IsBlocked);
        Assert.All(server.QueuedBytes(slow.Session), bytes => Assert.InRange(bytes, 0, 256 * 1024));
        for (var seq = 1; seq <= Events; seq++)
            Assert.Equal(seq, (await slow.NextAsync()).Message.Seq);

        slow.Dispose();
        await fast.DisposeAsync();
        await server.HasNothingLeftAsync();
    }

    [Fact]
    public async Task Stream_WhenItAcceptsNothingFor120Seconds_IsCut()
    {
        await using var server = await TestServer.StartStillAsync();
        using var deaf = await StreamClient.OpenAsync(server, receiveBuffer: 4096);
        await using (var socket = await server.ConnectAsync(deaf.Session))
            await socket.AskAsync(Pour, "load");
        await Limit.UntilAsync(() => server.Connections.Sessions.Count == 1, "the socket has gone");
        await Limit.UntilAsync(() => server.Connections.All.All(TestServer.IsBlocked), "the writer is blocked");
        server.Clock!.Advance(TimeSpan.FromSeconds(119));
        await Limit.UntilAsync(() => server.Connections.All.All(TestServer.IsBlocked), "it is still blocked");

        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await server.HasNothingLeftAsync();
        await Assert.ThrowsAnyAsync<IOException>(() => deaf.CloseCodeAsync());
    }

    [Fact]
    public async Task Stream_WhenTheLogForgetsWhatItHasNotRead_EndsWith4410AndStartsOverWithoutPretence()
    {
        await using var server = await TestServer.StartAsync(
            ("Storage:Memory:MaxSessionBytes", "65536"), ("Readers:MaxLiveBytes", "4096"), ("Readers:PageBytes", "4096"));
        using var slow = await StreamClient.OpenAsync(server, receiveBuffer: 4096);
        await using var socket = await server.ConnectAsync(slow.Session);
        await socket.ChatAsync(Pour, "load");
        await socket.NextAsync("reasoning_start");
        await Limit.UntilAsync(() => server.Gauge.Active == 0, "the run has ended");
        Assert.Equal(4410, await slow.CloseCodeAsync());

        using var again = await StreamClient.OpenAsync(server, slow.Session, lastEventId: slow.LastEventId);
        Assert.Equal("truncated", again.Connected.Message.Data.GetProperty("reason").GetString());
        var first = await again.NextAsync();
        Assert.Equal(again.Connected.Message.Data.GetProperty("oldest_seq").GetInt64(), first.Message.Seq);
    }

    [Fact]
    public async Task Stop_WhenARunIsInProgress_ShowsItsEndAndSays1001()
    {
        await using var server = await TestServer.StartAsync();
        using var stream = await StreamClient.OpenAsync(server);
        await using var socket = await server.ConnectAsync(stream.Session);
        await server.StartPuppetAsync(socket);
        await stream.NextAsync();
        var stop = server.StopAsync();

        Assert.Equal("shutting_down", (await stream.NextAsync()).Message.Code);
        Assert.Equal(TimeSpan.FromSeconds(1), stream.Retry);
        Assert.Equal(1001, await stream.CloseCodeAsync());

        // Nobody comes back to a server that still refuses: a browser would not try again.
        Assert.Equal(TimeSpan.FromSeconds(4), stream.Retry);
        await socket.CloseCodeAsync();
        await stop.InTime();
        await server.HasNothingLeftAsync();
    }

    [Fact]
    public async Task Stop_WhenAStreamIsNotRead_StillEnds()
    {
        await using var server = await TestServer.StartAsync(("Connections:CloseTimeout", "00:00:01"));
        using var deaf = await StreamClient.OpenAsync(server, receiveBuffer: 4096);
        await using (var socket = await server.ConnectAsync(deaf.Session))
            await socket.AskAsync(Pour, "load");
        await server.StopAsync().InTime();
        await server.HasNothingLeftAsync();
    }

    [Fact]
    public async Task Stream_WhenTheStoreFails_EndsWith4424()
    {
        await using var server = await TestServer.StartAsync();
        using var stream = await StreamClient.OpenAsync(server);
        await using var socket = await server.ConnectAsync(stream.Session);
        var (puppet, _) = await server.StartPuppetAsync(socket);
        server.Store.Hold();
        _ = puppet.Think("Lost.");
        await server.Store.Waiting.InTime();
        server.Store.Break();

        Assert.Equal(4424, await stream.CloseCodeAsync());
    }

    [Fact]
    public async Task Stream_WhenItsClientLeavesAtOnce_LeavesNothing()
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 20; i++)
            (await StreamClient.OpenAsync(server)).Dispose();
        await server.HasNothingLeftAsync();
    }
}

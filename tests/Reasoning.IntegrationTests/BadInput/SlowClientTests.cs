using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.BadInput;

/// <summary>Clients that do not read.</summary>
public sealed class SlowClientTests
{
    // More than the socket's buffers of both sides take, less than the log holds.
    private const string Pour = "steps=6000 size=2000";
    private const int Events = 6000 + 3;

    [Fact]
    public async Task Reader_WhenItDoesNotReadWhileARunPours_HoldsNobodyUpAndLaterGetsEverything()
    {
        await using var server = await TestServer.StartAsync();
        await using var slow = await server.ConnectAsync(configure: options => options.SetBuffer(4096, 4096));
        await using var fast = await server.ConnectAsync(slow.Session);

        var seen = await fast.AskAsync(Pour, "load");
        Assert.Equal(Events, seen.Count);

        // Bounded: of 12 MB only what the limits allow waits for the one that does not read.
        var waiting = server.QueuedBytes(slow.Session);
        Assert.All(waiting, bytes => Assert.InRange(bytes, 0, 256 * 1024));
        await fast.PingAsync();

        for (var seq = 1; seq <= Events; seq++)
        {
            var message = await slow.NextAsync();
            Assert.Equal(seq, message.Seq);
        }

        await slow.PingAsync();
        await slow.DisposeAsync();
        await fast.DisposeAsync();
        await server.HasNothingLeftAsync();
    }

    [Fact]
    public async Task Reader_WhenItNeverReadsItsPongs_IsNoLongerRead()
    {
        await using var server = await TestServer.StartAsync(("Readers:MaxDirectBytes", "1024"));
        var session = ChatClient.NewSession();
        using var raw = await RawClient.OpenAsync(server.Address, session, receiveBuffer: 4096);
        await using var neighbour = await server.ConnectAsync(session);

        // Pings as large as they may be fill the buffers soon; the server then stops reading, and our sends stop.
        var ping = RawClient.Frame(RawClient.Text, System.Text.Encoding.UTF8.GetBytes(
            $$"""{"type":"ping","timestamp":1{{new string('0', 200_000)}}}"""));
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
                await raw.SendAsync(ping);
        }, TestContext.Current.CancellationToken);
        await Limit.UntilAsync(() => server.Connections.All.Any(TestServer.IsBlocked), "the writer is blocked");
        await neighbour.PingAsync();
        Assert.False(sending.IsCompleted);

        raw.Reset();
        await Assert.ThrowsAnyAsync<Exception>(() => sending).InTime();
        await neighbour.DisposeAsync();
        await server.HasNothingLeftAsync();
    }

    [Fact]
    public async Task Reader_WhenTheLogForgetsWhatItHasNotRead_ClosesWith4410()
    {
        await using var server = await TestServer.StartAsync(
            ("Storage:Memory:MaxSessionBytes", "65536"), ("Readers:MaxLiveBytes", "4096"), ("Readers:PageBytes", "4096"));
        await using var slow = await server.ConnectAsync();
        await using var fast = await server.ConnectAsync();
        await using var interrupter = await server.ConnectAsync(slow.Session);
        var reading = interrupter.UntilEndAsync();
        await slow.ChatAsync(Pour, "load");

        // Whoever reads may be too slow for such a tiny log as well: this one only has to see the run end or be told.
        var first = await ReadToEndAsync(slow, server);
        Assert.Equal(4410, first.Code);
        Assert.Equal(Enumerable.Range(1, first.Seen.Count).Select(seq => (long?)seq), first.Seen);
        await fast.PingAsync();
        try
        {
            await reading;
        }
        catch (ClosedException closed)
        {
            Assert.Equal(4410, closed.Code);
        }
    }

    private static async Task<(int Code, List<long?> Seen)> ReadToEndAsync(ChatClient slow, TestServer server)
    {
        await Limit.UntilAsync(() => server.Gauge.Active == 1, "the run has begun");
        await Limit.UntilAsync(() => server.Gauge.Active == 0, "the run has ended");
        var seen = new List<long?>();
        try
        {
            while (true)
                seen.Add((await slow.NextAsync()).Seq);
        }
        catch (ClosedException closed)
        {
            return (closed.Code, seen);
        }
    }
}

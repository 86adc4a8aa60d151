using System.Text;
using Microsoft.Extensions.Time.Testing;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Heartbeats;

/// <summary>Time stands still on these servers and goes on only when a test says so.</summary>
public sealed class HeartbeatTests : IAsyncLifetime
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly string _session = ChatClient.NewSession();
    private TestServer _server = null!;

    private FakeTimeProvider Clock => _server.Clock!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartStillAsync(("Runs:AcceptTimeout", "00:05:00"));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Heartbeat_WhenItIsDue_SendsAPingMessageAndAPingFrame()
    {
        using var raw = await RawClient.OpenAsync(_server.Address, _session);
        Clock.Advance(Interval - Second);
        await raw.SendTextAsync("""{"type":"ping","timestamp":1}""");
        Assert.Equal("""{"type":"pong","data":{"timestamp":1}}""", await TextAsync(raw));

        for (var beat = 0; beat < 3; beat++)
        {
            Clock.Advance(beat == 0 ? Second : Interval);
            Assert.Equal("""{"type":"ping","data":{"last_seq":0}}""", await TextAsync(raw));
            var (opcode, payload) = await raw.ReadFrameAsync();
            Assert.Equal(RawClient.PingFrame, opcode);
            Assert.Empty(payload);
        }
    }

    [Fact]
    public async Task Heartbeat_WhenTheLogHasGrown_TellsTheLastEventWrittenBeforeIt()
    {
        await using var client = await _server.ConnectAsync();
        await client.AskAsync("steps=5", "load");
        Clock.Advance(Interval);
        Assert.Equal("""{"type":"ping","data":{"last_seq":8}}""", (await client.NextAsync()).Text);

        await using var resumed = await _server.ConnectAsync(client.Session, "after=8");
        await resumed.NextAsync("caught_up");
        Clock.Advance(Interval);
        Assert.Equal("""{"type":"ping","data":{"last_seq":8}}""", (await resumed.NextAsync()).Text);
    }

    [Fact]
    public async Task Connection_WhenNothingArrivesFor120Seconds_IsClosedWith4408AndCut()
    {
        // Half-open: it never answers anything, not even the close frame.
        using var raw = await RawClient.OpenAsync(_server.Address, _session);
        await using var neighbour = await _server.ConnectAsync(_session);
        Clock.Advance(TimeSpan.FromSeconds(119));
        Assert.Contains("\"ping\"", await TextAsync(raw), StringComparison.Ordinal);
        await neighbour.NextAsync("ping");
        await neighbour.PingAsync();

        Clock.Advance(Second);
        Assert.Equal(4408, await raw.CloseCodeAsync());
        Assert.Equal(2, _server.Connections.Sessions.Count);
        await Limit.UntilAsync(() => _server.Connections.Sessions.Count == 1, "the connection is cut", () => Clock.Advance(Second));
        await raw.EndAsync();
        await neighbour.PingAsync();
    }

    [Fact]
    public async Task Connection_WhenItsCloseIsNotAnswered_IsCutAfterTheCloseTimeout()
    {
        using var raw = await RawClient.OpenAsync(_server.Address, _session);
        await raw.SendFrameAsync(RawClient.Binary, [1]);
        Assert.Equal(1003, await raw.CloseCodeAsync());
        Assert.False(_server.Connections.IsEmpty);
        await Limit.UntilAsync(() => _server.Connections.IsEmpty, "the connection is cut", () => Clock.Advance(Second));
        await raw.EndAsync();
        await _server.HasNothingLeftAsync();
    }

    [Theory]
    [InlineData(RawClient.PongFrame, "")]
    [InlineData(RawClient.PingFrame, "x")]
    [InlineData(RawClient.Text, """{"type":"pong"}""")]
    [InlineData(RawClient.Text, "nonsense")]
    public async Task Connection_WhenAnythingArrives_StaysOpen(int opcode, string payload)
    {
        using var raw = await RawClient.OpenAsync(_server.Address, _session);
        await StaysOpenAsync(raw, () => raw.SendFrameAsync(opcode, Encoding.UTF8.GetBytes(payload)));
        await AnswersAsync(raw);
    }

    [Fact]
    public async Task Connection_WhenAMessageTricklesIn_StaysOpen()
    {
        using var raw = await RawClient.OpenAsync(_server.Address, _session);
        var frame = RawClient.Frame(RawClient.Text, """{"type":"ping","timestamp":4711}"""u8.ToArray());
        var sent = 0;
        await StaysOpenAsync(raw, () => raw.SendAsync([frame[sent++]]));
        await raw.SendAsync(frame[sent..]);
        while (!(await TextAsync(raw)).Contains("4711", StringComparison.Ordinal))
        {
        }
    }

    [Fact]
    public async Task Connection_WhenTheServerHasPausedReading_IsNotBlamedForItsSilence()
    {
        using var raw = await RawClient.OpenAsync(_server.Address, _session);
        _server.Store.Hold();
        await raw.SendTextAsync("""{"type":"chat","payload":{"message":"steps=1","agent_name":"load"}}""");
        await _server.Store.Waiting.InTime();
        for (var beat = 0; beat < 8; beat++)
        {
            Clock.Advance(Interval);
            Assert.Contains("\"ping\"", await TextAsync(raw), StringComparison.Ordinal);
        }

        _server.Store.Release();
        while (!(await TextAsync(raw)).Contains("reasoning_complete", StringComparison.Ordinal))
        {
        }

        // From now on it counts, and not a moment of what was before.
        Clock.Advance(TimeSpan.FromSeconds(119));
        Assert.Contains("\"ping\"", await TextAsync(raw), StringComparison.Ordinal);
        Clock.Advance(Second);
        Assert.Equal(4408, await raw.CloseCodeAsync());
    }

    [Fact]
    public async Task Connection_WhenItAcceptsNothingFor120Seconds_IsCut()
    {
        using var raw = await RawClient.OpenAsync(_server.Address, _session, receiveBuffer: 4096);
        await using var neighbour = await _server.ConnectAsync(_session);
        await neighbour.AskAsync("steps=6000 size=2000", "load");
        var connection = _server.Connections.All.Single(connection => connection.Id.ToString() !=
            neighbour.Connected.Data.GetProperty("connection_id").GetString());
        await Limit.UntilAsync(() => TestServer.IsBlocked(connection), "the writer is blocked");

        // It sends, so it is not silence that it is cut for.
        var start = Clock.GetUtcNow();
        var pong = RawClient.Frame(RawClient.PongFrame, []);
        while (_server.Connections.Sessions.Count == 2)
        {
            var now = Clock.GetTimestamp();
            try
            {
                await raw.SendAsync(pong);
                await neighbour.SendAsync("""{"type":"pong"}""");
                await Limit.UntilAsync(
                    () => TestServer.LastReceived(connection) >= now || _server.Connections.Sessions.Count == 1, "the pong has arrived");
            }
            catch (IOException)
            {
                break;
            }

            Clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.InRange(Clock.GetUtcNow() - start, TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(600));
        await Limit.UntilAsync(() => _server.Connections.Sessions.Count == 1, "the connection has gone");
        Assert.Equal(ClosedException.Abnormal, await raw.CloseCodeAsync());
        await neighbour.SendAsync("""{"type":"ping","id":"alive"}""");
        await neighbour.UntilAsync(message => message.ReplyTo == "alive");
    }

    private async Task StaysOpenAsync(RawClient raw, Func<Task> send)
    {
        var connection = _server.Connection(_session);
        for (var i = 0; i < 4; i++)
        {
            Clock.Advance(TimeSpan.FromSeconds(100));
            await send();
            await Limit.UntilAsync(() => TestServer.LastReceived(connection) == Clock.GetTimestamp(), "it has arrived");

            // The sweep has looked, too.
            while (!(await TextAsync(raw)).Contains("\"ping\"", StringComparison.Ordinal))
            {
            }
        }
    }

    private static async Task AnswersAsync(RawClient raw)
    {
        await raw.SendTextAsync("""{"type":"ping","timestamp":4711}""");
        while (!(await TextAsync(raw)).Contains("4711", StringComparison.Ordinal))
        {
        }
    }

    /// <summary>The next text message; control frames before it are skipped, but no close frame.</summary>
    private static async Task<string> TextAsync(RawClient raw)
    {
        while (true)
        {
            var (opcode, payload) = await raw.ReadFrameAsync();
            Assert.NotEqual(RawClient.CloseFrame, opcode);
            if (opcode == RawClient.Text)
                return Encoding.UTF8.GetString(payload);
        }
    }
}

using System.Text.Json;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Chat;

public sealed class PingTests(SharedServer shared)
{
    private readonly TestServer _server = shared.Server;

    [Theory]
    [InlineData("1700000000.123")]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-0.0")]
    [InlineData("1e400")]
    [InlineData("1E+2")]
    [InlineData("123456789012345678901234567890.123")]
    [InlineData("0.10")]
    public async Task Ping_WhenItHasATimestamp_GetsItBackAsItWasWritten(string timestamp)
    {
        await using var client = await _server.ConnectAsync();
        await client.SendAsync($$$"""{"type":"ping","id":"p1","payload":{"timestamp":{{{timestamp}}}}}""");
        Assert.Equal($$$"""{"type":"pong","reply_to":"p1","data":{"timestamp":{{{timestamp}}}}}""", (await client.NextAsync()).Text);

        await client.SendAsync($$"""{"type":"ping","timestamp":{{timestamp}}}""");
        Assert.Equal($$$"""{"type":"pong","data":{"timestamp":{{{timestamp}}}}}""", (await client.NextAsync()).Text);
    }

    [Theory]
    [InlineData("""{"type":"ping","timestamp":1,"payload":{"timestamp":2}}""", "2")]
    [InlineData("""{"type":"ping","timestamp":1,"payload":{"timestamp":null}}""", "1")]
    [InlineData("""{"type":"ping","timestamp":1,"payload":{}}""", "1")]
    [InlineData("""{"type":"ping","timestamp":1,"payload":null}""", "1")]
    public async Task Ping_WhenThereAreTwoPlaces_PrefersThePayloads(string message, string timestamp)
    {
        await using var client = await _server.ConnectAsync();
        await client.SendAsync(message);
        Assert.Equal(timestamp, (await client.NextAsync()).Data.GetProperty("timestamp").GetRawText());
    }

    [Theory]
    [InlineData("""{"type":"ping"}""")]
    [InlineData("""{"type":"ping","payload":{}}""")]
    [InlineData("""{"type":"ping","payload":null,"timestamp":null,"id":null}""")]
    public async Task Ping_WhenItHasNoTimestamp_GetsTheServersTime(string message)
    {
        await using var server = await TestServer.StartStillAsync();
        await using var client = await server.ConnectAsync();
        await client.SendAsync(message);
        Assert.Equal("""{"type":"pong","data":{"timestamp":1767323045.678}}""", (await client.NextAsync()).Text);
    }

    [Theory]
    [InlineData("""{"type":"pong"}""")]
    [InlineData("""{"type":"pong","payload":{"timestamp":1}}""")]
    [InlineData("""{"type":"pong","id":"x","payload":null}""")]
    public async Task Pong_WhenItIsSent_IsTakenInSilence(string message)
    {
        await using var client = await _server.ConnectAsync();
        await client.SendAsync(message);
        await client.PingAsync();
    }

    [Theory]
    [InlineData("""{"type":"chat","payload":{"message":"steps=1","agent_name":"load","enable_reasoning":null,"surprise":[1]},"x":{},"id":null}""")]
    [InlineData("""{"payload":{"enable_reasoning":true,"agent_name":"load","message":"steps=1"},"type":"chat"}""")]
    [InlineData("""{"type":"chat","payload":{"message":"steps\u003d1","\u0061gent_name":"load"}}""")]
    [InlineData(" \t\r\n{ \"t\\u0079pe\" : \"ch\\u0061t\" , \"payload\" : { \"message\" : \"steps=1\" , \"agent_name\" : \"load\" } } \n")]
    public async Task Chat_WhenMembersAreNullUnknownOrEscaped_IsUnderstood(string message)
    {
        await using var client = await _server.ConnectAsync();
        await client.SendAsync(message);
        var events = await client.UntilEndAsync();
        Assert.Equal("reasoning_start", events[0].Type);
        Assert.True(events[0].Data.GetProperty("enable_reasoning").GetBoolean());
        Assert.Equal("completed", events[^1].Status);
    }

    [Fact]
    public async Task Chat_WhenTheAgentIsNull_UsesTheConnectionsAgent()
    {
        await using var client = await _server.ConnectAsync(query: "agent_name=load");
        await client.SendAsync("""{"type":"chat","payload":{"message":"steps=1","agent_name":null}}""");
        Assert.Equal("load", (await client.NextAsync()).Data.GetProperty("agent").GetString());
        await client.UntilEndAsync();
    }

    [Fact]
    public async Task Ping_WhenTenThousandComeAtOnce_GetsTenThousandPongsInOrder()
    {
        const int Count = 10_000;
        await using var client = await _server.ConnectAsync();
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < Count; i++)
                await client.SendAsync(JsonSerializer.Serialize(new { type = "ping", id = $"{i}", payload = new { timestamp = i } }));
        }, TestContext.Current.CancellationToken);

        for (var i = 0; i < Count; i++)
        {
            var pong = await client.NextAsync();
            Assert.Equal($"{i}", pong.ReplyTo);
            Assert.Equal(i, pong.Data.GetProperty("timestamp").GetInt32());
        }

        await sending.InTime();
        await client.PingAsync();
    }
}

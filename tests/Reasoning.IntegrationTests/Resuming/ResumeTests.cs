using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Resuming;

public sealed class ResumeTests(SharedServer shared)
{
    private readonly TestServer _server = shared.Server;

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Resume_WhenTheLogHasWhatIsMissing_ReplaysItAndGoesOnLive(int after)
    {
        await using var first = await _server.ConnectAsync();
        var seen = await first.AskAsync("steps=5", "load");
        Assert.Equal(8, seen.Count);

        await using var second = await _server.ConnectAsync(first.Session, $"after={after}&epoch={first.Epoch}");
        Assert.Equal(8, second.Connected.Data.GetProperty("last_seq").GetInt64());
        Assert.True(second.Connected.Data.GetProperty("recovered").GetBoolean());
        Assert.DoesNotContain("reason", second.Connected.DataMembers);
        Assert.DoesNotContain("oldest_seq", second.Connected.DataMembers);

        var replayed = await second.NextAsync(8 - after);
        Assert.Equal(seen.Skip(after).Select(message => message.Text), replayed.Select(message => message.Text));
        Assert.Equal("""{"type":"caught_up","data":{"seq":8}}""", (await second.NextAsync()).Text);
        Assert.Equal(9, (await second.AskAsync("steps=1", "load"))[0].Seq);
    }

    [Theory]
    [InlineData("after=0")]
    [InlineData("after=00")]
    public async Task Resume_WhenTheLogIsEmpty_HasCaughtUpAtOnce(string query)
    {
        await using var client = await _server.ConnectAsync(query: query);
        Assert.True(client.Connected.Data.GetProperty("recovered").GetBoolean());
        Assert.Equal("""{"type":"caught_up","data":{"seq":0}}""", (await client.NextAsync()).Text);
        Assert.Equal(1, (await client.AskAsync("steps=1", "load"))[0].Seq);
    }

    [Theory]
    [InlineData("")]
    [InlineData("epoch=another")]
    public async Task Connect_WhenNothingIsAskedFor_ReplaysNothing(string query)
    {
        await using var first = await _server.ConnectAsync();
        await first.AskAsync("steps=1", "load");
        await using var second = await _server.ConnectAsync(first.Session, query);
        Assert.DoesNotContain("recovered", second.Connected.DataMembers);
        await second.PingAsync();
    }

    [Fact]
    public async Task Resume_WhenTheEpochIsAnother_SaysSoAndReplaysFromTheOldest()
    {
        await using var first = await _server.ConnectAsync();
        await first.AskAsync("steps=1", "load");
        await using var second = await _server.ConnectAsync(first.Session, "after=2&epoch=another");
        await StartsOverAsync(second, "epoch_mismatch", last: 4);

        await using var empty = await _server.ConnectAsync(query: "after=2&epoch=another");
        await StartsOverAsync(empty, "epoch_mismatch", last: 0);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("9223372036854775807")]
    [InlineData("99999999999999999999999999")]
    public async Task Resume_WhenThePositionIsAheadOfTheLog_SaysSoAndReplaysFromTheOldest(string after)
    {
        await using var first = await _server.ConnectAsync();
        await first.AskAsync("steps=1", "load");
        await using var second = await _server.ConnectAsync(first.Session, $"after={after}&epoch={first.Epoch}");
        await StartsOverAsync(second, "ahead_of_log", last: 4);
    }

    [Fact]
    public async Task Resume_WhenTheLogWasCutShort_SaysSoAndReplaysWhatIsLeft()
    {
        await using var server = await TestServer.StartAsync(("Storage:Memory:MaxSessionBytes", "4096"));
        await using var first = await server.ConnectAsync();
        long last = 0;
        for (var i = 0; i < 20; i++)
            last = (await first.AskAsync("steps=1 size=500", "load"))[^1].Seq!.Value;

        await using var second = await server.ConnectAsync(first.Session, $"after=1&epoch={first.Epoch}");
        var data = second.Connected.Data;
        Assert.False(data.GetProperty("recovered").GetBoolean());
        Assert.Equal("truncated", data.GetProperty("reason").GetString());
        var oldest = data.GetProperty("oldest_seq").GetInt64();
        Assert.InRange(oldest, 3, last);
        for (var seq = oldest; seq <= last; seq++)
            Assert.Equal(seq, (await second.NextAsync()).Seq);
        Assert.Equal(last, (await second.NextAsync()).Data.GetProperty("seq").GetInt64());

        // What is left is enough for whoever has seen the rest.
        await using var third = await server.ConnectAsync(first.Session, $"after={oldest - 1}&epoch={first.Epoch}");
        Assert.True(third.Connected.Data.GetProperty("recovered").GetBoolean());
        Assert.Equal(oldest, (await third.NextAsync()).Seq);
    }

    [Fact]
    public async Task Resume_WhenTheWholeSessionWasForgotten_NeverPretends()
    {
        await using var server = await TestServer.StartAsync(("Storage:Memory:MaxSessions", "1"));
        await using var first = await server.ConnectAsync();
        await first.AskAsync("steps=1", "load");
        await first.DisposeAsync();
        await server.HasForgottenAsync(first.Session);
        await using (var other = await server.ConnectAsync())
            await other.AskAsync("steps=1", "load");

        await using var again = await server.ConnectAsync(first.Session, $"after=0&epoch={first.Epoch}");
        Assert.NotEqual(first.Epoch, again.Epoch);
        await StartsOverAsync(again, "epoch_mismatch", last: 0);
    }

    [Fact]
    public async Task Session_WhenItIsOpenedAgain_KeepsItsEpochAndItsNumbers()
    {
        var first = await _server.ConnectAsync();
        await first.AskAsync("steps=1", "load");
        await first.DisposeAsync();
        await _server.HasForgottenAsync(first.Session);

        await using var second = await _server.ConnectAsync(first.Session);
        Assert.Equal(first.Epoch, second.Epoch);
        Assert.Equal(4, second.Connected.Data.GetProperty("last_seq").GetInt64());
        Assert.Equal(5, (await second.AskAsync("steps=1", "load"))[0].Seq);
    }

    [Fact]
    public async Task Resume_WhileARunPours_GivesEveryEventOnceAndInOrder()
    {
        await using var first = await _server.ConnectAsync();
        await first.ChatAsync("steps=4000 size=300", "load");
        await first.ChatAsync("steps=4000 size=300", "load");
        const int Last = 2 * 4003;

        var readers = new List<Task>();
        for (var i = 0; i < 6; i++)
        {
            readers.Add(ReadAsync(await _server.ConnectAsync(first.Session, $"after={i * 10}&epoch={first.Epoch}"), i * 10, Last));
            await first.NextAsync(200);
        }

        await Task.WhenAll(readers);
        while ((await first.NextAsync()).Seq != Last)
        {
        }

        await first.PingAsync();
    }

    private static async Task ReadAsync(ChatClient client, long after, long last)
    {
        await using var reader = client;

        // A position ahead of the log starts over.
        var lastAtStart = reader.Connected.Data.GetProperty("last_seq").GetInt64();
        var expected = after > lastAtStart ? 0 : after;
        var caughtUp = 0;
        while (expected < last)
        {
            var message = await reader.NextAsync();
            if (message.Type == "caught_up")
            {
                caughtUp++;
                Assert.Equal(lastAtStart, message.Data.GetProperty("seq").GetInt64());
                Assert.Equal(lastAtStart, expected);
            }
            else
            {
                Assert.Equal(++expected, message.Seq);
            }
        }

        if (caughtUp == 0)
        {
            Assert.Equal(lastAtStart, last);
            Assert.Equal("caught_up", (await reader.NextAsync()).Type);
        }

        await reader.PingAsync();
    }

    private static async Task StartsOverAsync(ChatClient client, string reason, long last)
    {
        var data = client.Connected.Data;
        Assert.False(data.GetProperty("recovered").GetBoolean());
        Assert.Equal(reason, data.GetProperty("reason").GetString());
        Assert.Equal(1, data.GetProperty("oldest_seq").GetInt64());
        Assert.Equal(last, data.GetProperty("last_seq").GetInt64());
        for (var seq = 1; seq <= last; seq++)
            Assert.Equal(seq, (await client.NextAsync()).Seq);
        Assert.Equal($$$"""{"type":"caught_up","data":{"seq":{{{last}}}}}""", (await client.NextAsync()).Text);
        await client.PingAsync();
    }
}

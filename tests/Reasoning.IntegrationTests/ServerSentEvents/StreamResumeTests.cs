using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.ServerSentEvents;

/// <summary>Whoever comes back with the id of the last event gets what is missing, and nothing twice.</summary>
public sealed class StreamResumeTests(SharedServer shared)
{
    private readonly TestServer _server = shared.Server;
    private readonly string _session = ChatClient.NewSession();

    [Fact]
    public async Task Resume_InTheMiddleOfARun_HasNoGapAndRepeatsNothing()
    {
        await using var socket = await _server.ConnectAsync(_session);
        var first = await StreamClient.OpenAsync(_server, _session);
        var (puppet, _) = await _server.StartPuppetAsync(socket);
        await puppet.Think("One.");
        await first.NextAsync(2);
        var id = first.LastEventId;
        first.Dispose();
        await puppet.Think("Two.");

        using var second = await StreamClient.OpenAsync(_server, _session, lastEventId: id);
        Assert.Equal(id, second.Connected.Id);
        Assert.True(second.Connected.Message.Data.GetProperty("recovered").GetBoolean());
        var missed = await second.NextAsync();
        Assert.Equal((3, "Two."), (missed.Message.Seq, missed.Message.Content));
        var caughtUp = await second.NextAsync();
        Assert.Equal((null, "caught_up", """{"type":"caught_up","data":{"seq":3}}"""), (caughtUp.Id, caughtUp.Type, caughtUp.Data));

        puppet.Answer();
        Assert.Equal([4, 5], (await second.UntilEndAsync()).Select(message => message.Message.Seq!.Value));
    }

    [Fact]
    public async Task Resume_WithTheIdOfConnected_MissesNothingThatCameSince()
    {
        await using var socket = await _server.ConnectAsync(_session);
        await socket.AskAsync("steps=1", "load");
        string id;
        using (var first = await StreamClient.OpenAsync(_server, _session))
            id = first.LastEventId;
        await socket.AskAsync("steps=1", "load");

        using var second = await StreamClient.OpenAsync(_server, _session, lastEventId: id);
        Assert.Equal([5, 6, 7, 8], (await second.UntilEndAsync()).Select(message => message.Message.Seq!.Value));
        Assert.Equal("caught_up", (await second.NextAsync()).Type);
    }

    /// <summary>A browser comes back to the address that it was given at first.</summary>
    [Fact]
    public async Task Resume_WhenHeaderAndQueryDiffer_GoesByTheHeader()
    {
        await using var socket = await _server.ConnectAsync(_session);
        await socket.AskAsync("steps=1", "load");

        using var byQuery = await StreamClient.OpenAsync(_server, _session, $"after=1&epoch={socket.Epoch}");
        Assert.Equal(2, (await byQuery.NextAsync()).Message.Seq);
        using var byHeader = await StreamClient.OpenAsync(_server, _session, "after=1&epoch=another", $"{socket.Epoch}:3");
        Assert.Equal(4, (await byHeader.NextAsync()).Message.Seq);
        using var empty = await StreamClient.OpenAsync(_server, _session, "after=1", lastEventId: "");
        Assert.Equal(2, (await empty.NextAsync()).Message.Seq);
    }

    [Theory]
    [InlineData("another:2", "epoch_mismatch")]
    [InlineData("{0}:5", "ahead_of_log")]
    [InlineData("{0}:99999999999999999999999", "ahead_of_log")]
    [InlineData("a:b:c:1", "epoch_mismatch")]
    public async Task Resume_WhenTheLogIsAnother_SaysSoAndStartsOver(string id, string reason)
    {
        await using var socket = await _server.ConnectAsync(_session);
        await socket.AskAsync("steps=1", "load");
        using var stream = await StreamClient.OpenAsync(
            _server, _session, lastEventId: id.Replace("{0}", socket.Epoch, StringComparison.Ordinal));

        var data = stream.Connected.Message.Data;
        Assert.False(data.GetProperty("recovered").GetBoolean());
        Assert.Equal((reason, 1), (data.GetProperty("reason").GetString(), data.GetProperty("oldest_seq").GetInt64()));
        Assert.Equal($"{socket.Epoch}:0", stream.Connected.Id);
        Assert.Equal([1, 2, 3, 4], (await stream.UntilEndAsync()).Select(message => message.Message.Seq!.Value));
        Assert.Equal("caught_up", (await stream.NextAsync()).Type);
    }

    [Fact]
    public async Task Resume_AgainAndAgainWhileARunPours_GivesEveryEventOnceAndInOrder()
    {
        const int Last = 4003;
        await using var socket = await _server.ConnectAsync(_session);
        var stream = await StreamClient.OpenAsync(_server, _session);
        await socket.ChatAsync("steps=4000 size=300", "load");

        var (seq, connections) = (0L, 1);
        while (seq < Last)
        {
            if (seq % 500 == 499)
            {
                stream.Dispose();
                stream = await StreamClient.OpenAsync(_server, _session, lastEventId: stream.LastEventId);
                connections++;
            }

            var next = await stream.NextAsync();
            if (next.Type != "caught_up")
                Assert.Equal(++seq, next.Message.Seq);
        }

        Assert.Equal(9, connections);
        stream.Dispose();
    }
}

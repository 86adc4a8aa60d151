using System.Net;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Connecting;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.ServerSentEvents;

/// <summary>What can be refused is refused by a status, before the stream begins.</summary>
public sealed class StreamRefusalTests(SharedServer shared)
{
    private const string Foreign = "https://evil.example";

    private readonly TestServer _server = shared.Server;

    public static TheoryData<string, string, string?> BadRequests => new()
    {
        { "s", "after=-1", null },
        { "s", "after=", null },
        { "s", "after=1.0", null },
        { "s", "deltas=maybe", null },
        { "s", "deltas=", null },
        { "s", "", "1" },
        { "s", "", ":1" },
        { "s", "", "e:" },
        { "s", "", "e:x" },
        { "s", "", "e:-1" },
        { "s", "", "e:1 " + new string('1', 3) },
        { "s", "after=x", "e:1" },
        { "a b", "", null },
        { new string('x', 129), "", null },
    };

    [Theory]
    [MemberData(nameof(BadRequests))]
    public async Task Open_WhenTheRequestIsWrong_Answers400(string session, string query, string? lastEventId)
    {
        using var response = await SendAsync(_server, session, query, lastEventId);
        await RefusalTests.IsProblemAsync(response, HttpStatusCode.BadRequest, "validation_failed");
    }

    [Fact]
    public async Task Open_WithTwoIds_Answers400()
    {
        using var raw = await RawClient.ConnectAsync(_server.Address);
        var (status, _) = await raw.UpgradeAsync(
            _server.Address, "/sessions/s/events", "Accept: text/event-stream", "Last-Event-ID: e:1", "Last-Event-ID: e:2");
        Assert.Equal(400, status);
    }

    [Fact]
    public async Task Open_WhenTheOriginIsForeign_Answers403After400()
    {
        using var foreign = await SendAsync(_server, "s", origin: Foreign);
        await RefusalTests.IsProblemAsync(foreign, HttpStatusCode.Forbidden, "forbidden");
        using var both = await SendAsync(_server, "s", "after=x", origin: Foreign);
        Assert.Equal(HttpStatusCode.BadRequest, both.StatusCode);
        using var own = await SendAsync(_server, ChatClient.NewSession(), origin: _server.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    [Fact]
    public async Task Open_WhenTheServerIsFull_Answers503UntilAPlaceIsFree()
    {
        await using var server = await TestServer.StartAsync(("Connections:Max", "2"));
        await using var socket = await server.ConnectAsync();
        using (await StreamClient.OpenAsync(server))
        {
            using var busy = await SendAsync(server, "s");
            await RefusalTests.IsProblemAsync(busy, HttpStatusCode.ServiceUnavailable, "busy");
            Assert.True(busy.Headers.RetryAfter?.Delta > TimeSpan.Zero);

            // 403 before 503.
            using var foreign = await SendAsync(server, "s", origin: Foreign);
            Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        }

        var status = HttpStatusCode.ServiceUnavailable;
        while (status == HttpStatusCode.ServiceUnavailable)
        {
            using var response = await SendAsync(server, "s");
            status = response.StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, status);
        await socket.DisposeAsync();
        await server.HasNothingLeftAsync();
    }

    [Fact]
    public async Task Open_WhileTheServerGoesDown_Answers503BeforeAnythingElse()
    {
        await using var server = await TestServer.StartAsync(("Connections:CloseTimeout", "00:00:02"));
        using var deaf = await RawClient.OpenAsync(server.Address, ChatClient.NewSession());
        var stop = server.StopAsync();
        Assert.Equal(1001, await deaf.CloseCodeAsync());

        using var response = await SendAsync(server, "a b", "after=x", origin: Foreign);
        await RefusalTests.IsProblemAsync(response, HttpStatusCode.ServiceUnavailable, "shutting_down");
        Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        await stop.InTime();
    }

    private static async Task<HttpResponseMessage> SendAsync(
        TestServer server, string session, string query = "", string? lastEventId = null, string? origin = null)
    {
        using var request = StreamClient.Request(server, session, query, lastEventId);
        if (origin is not null)
            request.Headers.TryAddWithoutValidation("Origin", origin);
        return await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken).InTime();
    }
}

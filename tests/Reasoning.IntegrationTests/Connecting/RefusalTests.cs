using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Connecting;

public sealed class RefusalTests(SharedServer shared)
{
    private const string Foreign = "https://evil.example";

    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Connect_WhenItIsNoUpgrade_Answers426AndNamesTheProtocol()
    {
        var response = await _server.Http.GetAsync("/ws/chat/s", TestContext.Current.CancellationToken);

        await IsProblemAsync(response, HttpStatusCode.UpgradeRequired, code: null);
        Assert.Equal("websocket", response.Headers.GetValues("Upgrade").Single());
        Assert.Equal("13", response.Headers.GetValues("Sec-WebSocket-Version").Single());
    }

    [Theory]
    [InlineData("Sec-WebSocket-Version", "12")]
    [InlineData("Sec-WebSocket-Version", null)]
    [InlineData("Sec-WebSocket-Key", "c2hvcnQ=")]
    [InlineData("Sec-WebSocket-Key", "not base64 at all !!!!!!")]
    [InlineData("Sec-WebSocket-Key", null)]
    [InlineData("Upgrade", "h2c")]
    [InlineData("Upgrade", "notwebsocketx")]
    public async Task Connect_WhenTheUpgradeIsNotOurs_Answers426(string header, string? value)
    {
        using var request = Upgrade(_server, "/ws/chat/s");
        request.Headers.Remove(header);
        if (value is not null)
            request.Headers.TryAddWithoutValidation(header, value);

        await IsProblemAsync(await SendAsync(request), HttpStatusCode.UpgradeRequired, code: null);
    }

    public static TheoryData<string> BadTargets =>
    [
        $"/ws/chat/{new string('x', 129)}",
        "/ws/chat/a%20b",
        "/ws/chat/%C3%A4",
        "/ws/chat/a%2Fb",
        "/ws/chat/a@b",
        "/ws/chat/a+b",
        "/ws/chat/s?after=-1",
        "/ws/chat/s?after=x",
        "/ws/chat/s?after=",
        "/ws/chat/s?after=1.0",
        "/ws/chat/s?after=%2B1",
        "/ws/chat/s?after=%201",
        "/ws/chat/s?deltas=maybe",
        "/ws/chat/s?deltas=True",
        "/ws/chat/s?deltas=",
    ];

    [Theory]
    [MemberData(nameof(BadTargets))]
    public async Task Connect_WhenTheIdOrTheQueryIsWrong_Answers400(string target)
    {
        using var request = Upgrade(_server, target);
        await IsProblemAsync(await SendAsync(request), HttpStatusCode.BadRequest, "validation_failed");
    }

    [Theory]
    [InlineData("/ws/chat/")]
    [InlineData("/ws/chat/.")]
    [InlineData("/ws/chat/..")]
    [InlineData("/ws/chat/%2e")]
    [InlineData("/ws/chat/%2E%2e")]
    [InlineData("/ws/chat/a/b")]
    [InlineData("/ws/chat")]
    public async Task Connect_WhenThePathIsNoneOfOurs_Answers404(string target)
    {
        using var request = Upgrade(_server, target);
        await IsProblemAsync(await SendAsync(request), HttpStatusCode.NotFound, code: null);
    }

    [Theory]
    [InlineData(Foreign)]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://127.0.0.1:1")]
    public async Task Connect_WhenTheOriginIsForeign_Answers403(string origin)
    {
        using var request = Upgrade(_server, "/ws/chat/s", origin);
        await IsProblemAsync(await SendAsync(request), HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task Connect_WhenThereAreTwoOrigins_Answers403()
    {
        using var raw = await RawClient.ConnectAsync(_server.Address);
        var own = _server.Address.GetLeftPart(UriPartial.Authority);
        var (status, _) = await raw.UpgradeAsync(_server.Address, "/ws/chat/s", $"Origin: {own}", $"Origin: {own}");
        Assert.Equal(403, status);
    }

    [Fact]
    public async Task Connect_WhenTheOriginIsTheServersOwn_Accepts()
    {
        using var raw = await RawClient.ConnectAsync(_server.Address);
        var own = _server.Address.GetLeftPart(UriPartial.Authority);
        var (status, _) = await raw.UpgradeAsync(_server.Address, $"/ws/chat/{ChatClient.NewSession()}", $"Origin: {own}");
        Assert.Equal(101, status);
    }

    [Fact]
    public async Task Connect_WhenTheOriginIsOnTheAllowList_Accepts()
    {
        await using var server = await TestServer.StartAsync(("Origins:Allowed:0", "https://app.example.com"));
        using (var raw = await RawClient.ConnectAsync(server.Address))
        {
            var (status, _) = await raw.UpgradeAsync(server.Address, "/ws/chat/s", "Origin: https://app.example.com");
            Assert.Equal(101, status);
        }

        using var other = await RawClient.ConnectAsync(server.Address);
        Assert.Equal(403, (await other.UpgradeAsync(server.Address, "/ws/chat/s", $"Origin: {Foreign}")).Status);
    }

    [Fact]
    public async Task Connect_WhenTheAgentIsUnknown_Answers404()
    {
        using var request = Upgrade(_server, "/ws/chat/s?agent_name=nobody");
        await IsProblemAsync(await SendAsync(request), HttpStatusCode.NotFound, "agent_not_found");
    }

    [Fact]
    public async Task Connect_WhenTheHostIsForeign_Answers400()
    {
        using var request = Upgrade(_server, $"/ws/chat/{ChatClient.NewSession()}");
        request.Headers.Host = "evil.example";
        using var response = await SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Connect_WhenSeveralRefusalsApply_GivesTheFirstOfTheOrder()
    {
        // 426 before 400.
        Assert.Equal(426, await StatusAsync(new HttpRequestMessage(HttpMethod.Get, "/ws/chat/a%20b?after=x")));

        // 400 before 403.
        Assert.Equal(400, await StatusAsync(Upgrade(_server, "/ws/chat/a%20b?agent_name=nobody", Foreign)));
        Assert.Equal(400, await StatusAsync(Upgrade(_server, "/ws/chat/s?after=x&agent_name=nobody", Foreign)));

        // 403 before 404.
        Assert.Equal(403, await StatusAsync(Upgrade(_server, "/ws/chat/s?agent_name=nobody", Foreign)));
    }

    [Fact]
    public async Task Connect_WhenTheServerIsFull_Answers503UntilAPlaceIsFree()
    {
        await using var server = await TestServer.StartAsync(("Connections:Max", "2"));
        await using var first = await server.ConnectAsync();
        await using var second = await server.ConnectAsync();

        using (var request = Upgrade(server, "/ws/chat/s"))
        {
            using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
            await IsProblemAsync(response, HttpStatusCode.ServiceUnavailable, "busy");
            Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        }

        // 404 before 503; and none of the refused takes a place.
        using (var unknown = Upgrade(server, "/ws/chat/s?agent_name=nobody"))
        {
            using var response = await server.Http.SendAsync(unknown, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        Assert.Equal(1000, await first.CloseAsync());
        await Limit.UntilAsync(() => server.Connections.Sessions.Count == 1, "the connection has left");
        await using var third = await ConnectWhenFreeAsync(server);
        await third.PingAsync();

        await second.DisposeAsync();
        await third.DisposeAsync();
        await server.HasNothingLeftAsync();
    }

    /// <summary>The place is given back a moment after the connection has left the list.</summary>
    private static async Task<ChatClient> ConnectWhenFreeAsync(TestServer server)
    {
        ChatClient? client = null;
        while (client is null)
        {
            try
            {
                client = await server.ConnectAsync();
            }
            catch (System.Net.WebSockets.WebSocketException)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            }
        }

        return client;
    }

    internal static HttpRequestMessage Upgrade(TestServer server, string target, string? origin = null)
    {
        // As it is: ".." and "%20" must reach the server.
        var address = new Uri($"http://{server.Address.Authority}{target}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Connection.Add("Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", RawClient.Key);
        if (origin is not null)
            request.Headers.TryAddWithoutValidation("Origin", origin);
        return request;
    }

    internal static async Task IsProblemAsync(HttpResponseMessage response, HttpStatusCode status, string? code)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("type").GetString()!);
        if (code is not null)
            Assert.Equal(code, problem.GetProperty("code").GetString());
    }

    private async Task<int> StatusAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await SendAsync(request);
            return (int)response.StatusCode;
        }
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) =>
        _server.Http.SendAsync(request, TestContext.Current.CancellationToken);
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Connecting;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Http;

/// <summary>A server of its own for each test: who is connected is the question.</summary>
public sealed class HttpTests : IAsyncLifetime
{
    private const int MaxBody = 256 * 1024;

    private TestServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartStillAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("/connections")]
    [InlineData("/ws/connections")]
    public async Task GetConnections_WhenSeveralAreOpen_CountsThemAndSortsTheirSessions(string path)
    {
        Assert.Equal(
            """{"active_connections":0,"session_ids":[],"timestamp":1767323045.678}""", await _server.Http.GetStringAsync(path, Cancellation));

        var clients = new List<ChatClient>();
        foreach (var session in new[] { "b", "a", "B", "a", "_", "10", "9" })
            clients.Add(await _server.ConnectAsync(session));
        using var response = await _server.Http.GetAsync(path, Cancellation);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            """{"active_connections":7,"session_ids":["10","9","B","_","a","b"],"timestamp":1767323045.678}""",
            await response.Content.ReadAsStringAsync(Cancellation));

        foreach (var client in clients)
            await client.DisposeAsync();
        await _server.HasNothingLeftAsync();
        Assert.Equal(
            """{"active_connections":0,"session_ids":[],"timestamp":1767323045.678}""", await _server.Http.GetStringAsync(path, Cancellation));
    }

    [Theory]
    [InlineData("/broadcast")]
    [InlineData("/ws/broadcast")]
    public async Task Broadcast_WhenTheBodyIsAnObject_SendsItAsItIsToEveryConnection(string path)
    {
        await using var one = await _server.ConnectAsync("a");
        await using var two = await _server.ConnectAsync("a");
        await using var three = await _server.ConnectAsync("b");

        const string Body = "{ \"type\" : \"note\",\n\t\"data\": {\"n\": 1.0e2, \"u\": \"\\u00e4ä\", \"html\":\"<&>\"} }\r\n";
        using var response = await _server.Http.PostAsync(path, Json(Body), Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(["success", "sent_to", "message"], answer.EnumerateObject().Select(member => member.Name));
        Assert.True(answer.GetProperty("success").GetBoolean());
        Assert.Equal(3, answer.GetProperty("sent_to").GetInt32());
        using var sent = JsonDocument.Parse(Body);
        Assert.True(JsonElement.DeepEquals(sent.RootElement, answer.GetProperty("message")));

        foreach (var client in new[] { one, two, three })
        {
            Assert.Equal(Body, (await client.NextAsync()).Text);
            await client.PingAsync();
        }
    }

    [Fact]
    public async Task Broadcast_WhenNobodyIsConnected_SaysSo()
    {
        using var response = await _server.Http.PostAsync("/broadcast", Json("{}"), Cancellation);
        Assert.Equal("""{"success":true,"sent_to":0,"message":{}}""", await response.Content.ReadAsStringAsync(Cancellation));
    }

    public static TheoryData<string> NoObjects =>
    [
        "", " ", "x", "{", "{} {}", "{\"a\":1,}", "[]", "[{}]", "1", "\"x\"", "null", "true", "\uFEFF{}",
        $"{string.Concat(Enumerable.Repeat("{\"a\":", 10_000))}1{new string('}', 10_000)}",
    ];

    [Theory]
    [MemberData(nameof(NoObjects))]
    public Task Broadcast_WhenTheBodyIsNoObject_IsRefused(string body) => IsRefusedAsync(Encoding.UTF8.GetBytes(body));

    // A text frame of such bytes would make every client close its connection.
    [Fact]
    public Task Broadcast_WhenTheBodyIsNoUtf8_IsRefused() => IsRefusedAsync([.. "{\"a\":\""u8, 0xFF, .. "\"}"u8]);

    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"\udc00":1}""")]
    public async Task Broadcast_WhenTheBodyHasHalfASurrogatePair_IsNoFailureOfTheServer(string body)
    {
        await using var client = await _server.ConnectAsync();
        using var response = await _server.Http.PostAsync("/broadcast", Json(body), Cancellation);
        Assert.True((int)response.StatusCode < 500, $"{response.StatusCode}");
        Assert.Empty(_server.Errors);
    }

    [Fact]
    public async Task Broadcast_WhenTheBodyIsTooLarge_IsRefused()
    {
        await using var client = await _server.ConnectAsync();
        var largest = $$"""{"a":"{{new string('x', MaxBody - 8)}}"}""";
        using (var response = await _server.Http.PostAsync("/broadcast", Json(largest), Cancellation))
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(largest, (await client.NextAsync()).Text);

        using (var response = await _server.Http.PostAsync("/broadcast", Json(largest + " "), Cancellation))
            await RefusalTests.IsProblemAsync(response, HttpStatusCode.RequestEntityTooLarge, "validation_failed");
        await client.PingAsync();
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    public async Task Broadcast_WhenTheOriginIsForeign_Answers403(string origin)
    {
        await using var client = await _server.ConnectAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/broadcast") { Content = Json("{}") };
        request.Headers.TryAddWithoutValidation("Origin", origin);
        using var response = await _server.Http.SendAsync(request, Cancellation);
        await RefusalTests.IsProblemAsync(response, HttpStatusCode.Forbidden, "forbidden");
        await client.PingAsync();
    }

    [Fact]
    public async Task Broadcast_WhenTheOriginIsOurs_IsServed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/ws/broadcast") { Content = Json("{}") };
        request.Headers.TryAddWithoutValidation("Origin", _server.Address.GetLeftPart(UriPartial.Authority));
        using var response = await _server.Http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task GetAgents_WhenAsked_DescribesThem()
    {
        var body = await _server.Http.GetFromJsonAsync<JsonElement>("/agents", Cancellation);
        var agents = body.GetProperty("agents").EnumerateArray().ToList();
        Assert.Equal(["analyst", "developer", "load", "puppet", "researcher", "summarizer", "writer"], agents.Select(agent => agent.GetProperty("name").GetString()));
        Assert.All(agents, agent => Assert.Equal(
            ["name", "description", "default", "streaming", "recovery", "tools"],
            agent.EnumerateObject().Select(member => member.Name).Where(name => name != "unavailable")));

        // These need a language model, and say what is missing.
        var lacking = agents.Where(agent => agent.TryGetProperty("unavailable", out _)).ToList();
        Assert.Equal(["analyst", "developer", "writer"], lacking.Select(agent => agent.GetProperty("name").GetString()));
        Assert.All(lacking, agent => Assert.Contains("OPENAI_API_KEY", agent.GetProperty("unavailable").GetString(), StringComparison.Ordinal));

        var researcher = agents[4];
        Assert.True(researcher.GetProperty("default").GetBoolean());
        Assert.Contains("without a language model", researcher.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.All(researcher.GetProperty("tools").EnumerateArray(), tool => Assert.Equal("read_only", tool.GetProperty("effect").GetString()));
        Assert.False(agents[5].GetProperty("streaming").GetBoolean());
        Assert.Single(agents, agent => agent.GetProperty("default").GetBoolean());
    }

    [Theory]
    [InlineData("/health/live", """{"status":"live"}""")]
    [InlineData("/health/ready", """{"status":"ready"}""")]
    public async Task Health_WhenTheServerServes_IsGood(string path, string body) =>
        Assert.Equal(body, await _server.Http.GetStringAsync(path, Cancellation));

    [Fact]
    public async Task Request_WhenThereIsNoSuchRoute_Answers404()
    {
        using var response = await _server.Http.GetAsync("/nothing/here", Cancellation);
        await RefusalTests.IsProblemAsync(response, HttpStatusCode.NotFound, code: null);
    }

    [Fact]
    public async Task Request_WhenTheMethodIsWrong_Answers405()
    {
        using var response = await _server.Http.PostAsync("/connections", Json("{}"), Cancellation);
        await RefusalTests.IsProblemAsync(response, HttpStatusCode.MethodNotAllowed, code: null);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/connections")]
    [InlineData("/ws/chat/s")]
    [InlineData("/nothing/here")]
    public async Task Request_WhateverItIs_IsAnsweredWithSecurityHeaders(string path)
    {
        using var response = await _server.Http.GetAsync(path, Cancellation);
        Assert.Contains("default-src 'none'", Header(response, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", Header(response, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", Header(response, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header(response, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(response, "Cross-Origin-Resource-Policy"));
    }

    [Fact]
    public async Task Request_WhenTheHostIsForeign_Answers400()
    {
        foreach (var path in new[] { "/", "/connections" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = "evil.example";
            using var response = await _server.Http.SendAsync(request, Cancellation);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();

    private static ByteArrayContent Json(string text) => Json(Encoding.UTF8.GetBytes(text));

    private static ByteArrayContent Json(byte[] bytes) =>
        new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private async Task IsRefusedAsync(byte[] body)
    {
        await using var client = await _server.ConnectAsync();
        using var response = await _server.Http.PostAsync("/broadcast", Json(body), Cancellation);
        await RefusalTests.IsProblemAsync(response, HttpStatusCode.BadRequest, "validation_failed");
        await client.PingAsync();
    }
}

using System.Net;
using System.Text.Json;
using Reasoning.IntegrationTests.Agents;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Http.Sessions;

/// <summary>Asking and stopping without a socket.</summary>
public sealed class MessagesTests(SharedServer shared)
{
    private const string Wait = "Prefer";
    private const string Key = "Idempotency-Key";
    private readonly TestServer _server = shared.Server;
    private readonly string _session = ChatClient.NewSession();

    [Fact]
    public async Task Send_WhenAccepted_Answers202AndLeadsToTheRun()
    {
        await using var client = await _server.ConnectAsync(_session);
        var puppet = _server.Puppet();
        using var response = await SendAsync(puppet);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var run = (await response.BodyAsync()).Text("run_id");
        Assert.Equal($$"""{"run_id":"{{run}}","duplicate":false}""", (await response.BodyAsync()).GetRawText());
        Assert.Equal($"/sessions/{_session}/runs/{run}", response.Headers.Location?.OriginalString);
        Assert.Equal("running", (await _server.GetAsync(response.Headers.Location!.OriginalString)).Text("status"));

        puppet.Answer();
        var seen = await client.UntilEndAsync();
        Assert.Equal("reasoning_start", seen[0].Type);
        Assert.All(seen, message => Assert.Equal(run, message.RunId));
        Assert.Equal("completed", (await _server.GetAsync(response.Headers.Location!.OriginalString)).Text("status"));
    }

    [Fact]
    public async Task Send_WhenTheSameComesAgain_IsTheSameRun()
    {
        var puppet = _server.Puppet();
        using var first = await SendAsync(puppet, (Key, "k"));
        using var second = await SendAsync(puppet, (Key, "k"));
        Assert.Equal((HttpStatusCode.Accepted, first.Headers.Location), (second.StatusCode, second.Headers.Location));
        Assert.True((await second.BodyAsync()).GetProperty("duplicate").GetBoolean());
        await IsRefusedAsync(
            """{"message":"Another","agent_name":"puppet"}""", HttpStatusCode.Conflict, "conflict", (Key, "k"));

        puppet.Answer();
        using var third = await SendAsync(puppet, (Key, "k"), (Wait, "wait=30"));
        Assert.Equal((HttpStatusCode.OK, "completed"), (third.StatusCode, (await third.BodyAsync()).Text("status")));
    }

    [Theory]
    [InlineData("wait=30", "wait=30")]
    [InlineData("respond-async, Wait=9999999999999999999", "wait=60")]
    public async Task Send_WhenTheAnswerComesInTime_GivesIt(string prefer, string applied)
    {
        var puppet = _server.Puppet();
        var sending = SendAsync(puppet, (Wait, prefer));
        await puppet.Started.InTime();
        Assert.False(sending.IsCompleted);
        puppet.Answer("In time.");

        using var response = await sending.InTime();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([applied], response.Headers.GetValues("Preference-Applied"));
        var body = await response.BodyAsync();
        Assert.Equal(("In time.", "completed"), (body.Text("answer"), body.Text("status")));
        Assert.Equal(body.GetRawText(), (await _server.GetAsync(response.Headers.Location!.OriginalString)).GetRawText());
    }

    [Theory]
    [InlineData("wait=0")]
    [InlineData("wait=x")]
    [InlineData("respond-async")]
    public async Task Send_WhenTheAnswerDoesNotComeInTime_Answers202(string prefer)
    {
        var puppet = _server.Puppet();
        using var response = await SendAsync(puppet, (Wait, prefer));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.False(response.Headers.Contains("Preference-Applied"));
        puppet.Answer();
        await puppet.Ended.InTime();
    }

    [Fact]
    public async Task Send_WhenTheServerHasNoPlaceForWhoWaits_Answers202AtOnce()
    {
        await using var server = await TestServer.StartAsync(("Connections:Max", "1"));
        await using (await server.ConnectAsync())
        {
            var puppet = server.Puppet();
            using var response = await server.SendAsync(HttpMethod.Post, Path("messages"), Body(puppet), (Wait, "wait=60")).InTime();
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            puppet.Answer();
        }

        // The place is free a moment after the socket has closed; then it is taken and given back each time.
        var granted = 0;
        for (var time = 0; time < 100 && granted < 3; time++)
        {
            var puppet = server.Puppet();
            puppet.Answer();
            using var response = await server.SendAsync(HttpMethod.Post, Path("messages"), Body(puppet), (Wait, "wait=60")).InTime();
            await puppet.Ended.InTime();
            Assert.True(response.StatusCode == HttpStatusCode.OK || granted == 0);
            granted += response.StatusCode == HttpStatusCode.OK ? 1 : 0;
        }

        Assert.Equal(3, granted);
    }

    /// <summary>It is accepted: a client that is told something else sends it again.</summary>
    [Fact]
    public async Task Send_WhenTheAnswerCannotBeRead_Answers202()
    {
        await using var server = await TestServer.StartAsync();
        server.Store.IsUnreadable = true;
        var puppet = server.Puppet();
        var sending = server.SendAsync(HttpMethod.Post, Path("messages"), Body(puppet), (Wait, "wait=60"));
        var run = (await puppet.Started.InTime()).ToString();
        puppet.Answer();

        using var response = await sending.InTime();
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(run, (await response.BodyAsync()).Text("run_id"));
    }

    [Fact]
    public async Task Send_WhenTheRunIsInterrupted_StopsWaiting()
    {
        var puppet = _server.Puppet();
        var sending = SendAsync(puppet, (Wait, "wait=60"));
        var run = (await puppet.Started.InTime()).ToString();
        using var stopped = await InterruptAsync($$"""{"run_id":"{{run}}"}""");
        Assert.Equal((HttpStatusCode.OK, $$"""{"run_ids":["{{run}}"]}"""), (stopped.StatusCode, (await stopped.BodyAsync()).GetRawText()));

        using var response = await sending.InTime();
        Assert.Equal("interrupted", (await response.BodyAsync()).Text("status"));
        using var again = await InterruptAsync(body: null);
        Assert.Equal("""{"run_ids":[]}""", (await again.BodyAsync()).GetRawText());
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"message":" "}""")]
    [InlineData("""{"message":7}""")]
    [InlineData("""{"message":"\ud800"}""")]
    [InlineData("""{"message":"x","enable_reasoning":"yes"}""")]
    public Task Send_WhenTheMessageIsNone_Answers400(string body) =>
        IsRefusedAsync(body, HttpStatusCode.BadRequest, "validation_failed");

    [Fact]
    public async Task Send_WhenItIsNotValid_TellsWhichMemberIsWrong()
    {
        using var response = await _server.SendAsync(
            HttpMethod.Post, Path("messages"), """{"message":""}""", (Key, new string('k', 65)));
        var details = (await response.BodyAsync()).GetProperty("details").EnumerateArray().ToList();
        Assert.Equal(["idempotency_key", "message"], details.Select(detail => detail.Text("field")));
        Assert.All(details, detail => Assert.NotEmpty(detail.Text("message")!));
    }

    [Fact]
    public async Task Send_WhenItCannotBeServed_SaysWhy()
    {
        await IsRefusedAsync("""{"message":"x","agent_name":"nobody"}""", HttpStatusCode.NotFound, "agent_not_found");
        await IsRefusedAsync("""{"message":"x"}""", HttpStatusCode.Forbidden, "forbidden", ("Origin", "https://evil.example"));
        await IsRefusedAsync(
            $$"""{"message":"{{new string('x', 256 * 1024)}}"}""", HttpStatusCode.RequestEntityTooLarge, "validation_failed");
        await _server.IsRefusedAsync(HttpMethod.Get, $"/sessions/{_session}", body: null, HttpStatusCode.NotFound, "session_not_found");
    }

    [Fact]
    public async Task Send_WhenTheSessionHasAsManyRunsAsItMay_Answers429()
    {
        var puppets = Enumerable.Range(0, 4).Select(_ => _server.Puppet()).ToList();
        foreach (var puppet in puppets)
            (await SendAsync(puppet)).Dispose();
        await IsRefusedAsync("""{"message":"One more"}""", HttpStatusCode.TooManyRequests, "too_many_runs");

        using var stopped = await InterruptAsync("{}");
        Assert.Equal(4, (await stopped.BodyAsync()).GetProperty("run_ids").GetArrayLength());
    }

    [Fact]
    public async Task Interrupt_WhenThereIsNothing_Answers404()
    {
        await IsInterruptRefusedAsync(body: null, HttpStatusCode.NotFound, "session_not_found");
        await _server.AnswerAsync(_session);
        await IsInterruptRefusedAsync("""{"run_id":"x"}""", HttpStatusCode.NotFound, "run_not_found");
        await IsInterruptRefusedAsync("""{"run_id":7}""", HttpStatusCode.BadRequest, "validation_failed");
        await IsInterruptRefusedAsync("{}", HttpStatusCode.Forbidden, "forbidden", ("Origin", "null"));
    }

    [Fact]
    public async Task Send_WhenTheServerIsFullOrItsStoreIsSilent_Answers503()
    {
        await using var server = await TestServer.StartAsync(("Runs:Max", "1"), ("Runs:AcceptTimeout", "00:00:00.200"));
        var puppet = server.Puppet();
        (await server.SendAsync(HttpMethod.Post, "/sessions/a/messages", Body(puppet))).Dispose();
        await server.IsRefusedAsync(
            HttpMethod.Post, "/sessions/b/messages", """{"message":"x"}""", HttpStatusCode.ServiceUnavailable, "busy");
        puppet.Answer();
        await server.HasNothingLeftAsync();

        server.Store.Hold();
        using (var response = await server.SendAsync(HttpMethod.Post, "/sessions/c/messages", """{"message":"steps=1","agent_name":"load"}"""))
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, 1.0), (response.StatusCode, response.Headers.RetryAfter?.Delta?.TotalSeconds));
            Assert.Equal("unavailable", (await response.BodyAsync()).Text("code"));
        }

        server.Store.Release();
        await server.HasNothingLeftAsync();
    }

    private static string Body(Puppet puppet) => JsonSerializer.Serialize(new { message = puppet.Message, agent_name = "puppet" });

    private string Path(string route) => $"/sessions/{_session}/{route}";

    private Task<HttpResponseMessage> SendAsync(Puppet puppet, params (string Name, string Value)[] headers) =>
        _server.SendAsync(HttpMethod.Post, Path("messages"), Body(puppet), headers);

    private Task<HttpResponseMessage> InterruptAsync(string? body) => _server.SendAsync(HttpMethod.Post, Path("interrupt"), body);

    private Task IsRefusedAsync(string body, HttpStatusCode status, string code, params (string Name, string Value)[] headers) =>
        _server.IsRefusedAsync(HttpMethod.Post, Path("messages"), body, status, code, headers);

    private Task IsInterruptRefusedAsync(string? body, HttpStatusCode status, string code, params (string Name, string Value)[] headers) =>
        _server.IsRefusedAsync(HttpMethod.Post, Path("interrupt"), body, status, code, headers);
}

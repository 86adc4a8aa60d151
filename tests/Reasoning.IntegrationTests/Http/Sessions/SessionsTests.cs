using System.Net;
using System.Text.Json;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Http.Sessions;

/// <summary>A server of its own for each test: which sessions there are is the question.</summary>
public sealed class SessionsTests : IAsyncLifetime
{
    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartStillAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.HasNothingLeftAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task List_WhenReadPageByPage_HasTheNewestFirst()
    {
        Assert.Equal("""{"sessions":[]}""", (await _server.GetAsync("/sessions")).GetRawText());
        foreach (var session in new[] { "a", "b", "c", "a" })
        {
            _server.Clock!.Advance(TimeSpan.FromSeconds(1));
            await _server.AnswerAsync(session);
        }

        var first = await _server.GetAsync("/sessions?limit=2");
        Assert.Equal(["a", "c"], Ids(first));
        var second = await _server.GetAsync($"/sessions?limit=2&cursor={first.Text("next_cursor")}");
        Assert.Equal(["b"], Ids(second));
        Assert.False(second.TryGetProperty("next_cursor", out _));
        Assert.Equal(
            ["session_id", "title", "created_at", "updated_at", "epoch", "last_seq"],
            second.GetProperty("sessions")[0].EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task List_WhenSearched_HasTitlesWithThisText()
    {
        await _server.AnswerAsync("a");
        await _server.AnswerAsync("b");
        await RenameAsync("b", "100% Größe");

        Assert.Equal(["b"], Ids(await _server.GetAsync("/sessions?q=GR%C3%96")));
        Assert.Equal(["b"], Ids(await _server.GetAsync("/sessions?q=%25")));
        Assert.Equal(["a"], Ids(await _server.GetAsync("/sessions?q=Puppet")));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("limit=99999999999999999999")]
    [InlineData("limit=-1")]
    [InlineData("limit=x")]
    [InlineData("cursor=x")]
    public Task List_WhenAskedWrongly_Answers400(string query) =>
        _server.IsRefusedAsync(HttpMethod.Get, $"/sessions?{query}", body: null, HttpStatusCode.BadRequest, "validation_failed");

    [Fact]
    public async Task Get_WhenRunsHaveEndedInEveryWay_TellsWhatBecameOfThem()
    {
        await using var client = await _server.ConnectAsync("s");
        var (completed, completedRun) = await _server.StartPuppetAsync(client);
        completed.Answer();
        await client.UntilEndAsync();
        var (failed, failedRun) = await _server.StartPuppetAsync(client);
        failed.Return();
        await client.UntilEndAsync();
        var (_, interruptedRun) = await _server.StartPuppetAsync(client);
        await client.InterruptAsync(interruptedRun);
        await client.UntilEndAsync();
        var (running, runningRun) = await _server.StartPuppetAsync(client);

        var session = await _server.GetAsync("/sessions/s");
        Assert.Equal(("s", completed.Message, client.Epoch), (session.Text("session_id"), session.Text("title"), session.Text("epoch")));
        Assert.Equal(1767323045.678m, session.GetProperty("created_at").GetDecimal());
        Assert.False(session.GetProperty("has_earlier_runs").GetBoolean());
        var runs = session.GetProperty("runs").EnumerateArray().ToList();
        Assert.Equal([completedRun, failedRun, interruptedRun, runningRun], runs.Select(run => run.Text("run_id")));
        Assert.Equal(["completed", "failed", "interrupted", "running"], runs.Select(run => run.Text("status")));
        Assert.Equal([true, true, true, false], runs.Select(run => run.TryGetProperty("ended_at", out _)));
        Assert.All(runs, run => Assert.Equal(("puppet", 1767323045.678m), (run.Text("agent"), run.GetProperty("started_at").GetDecimal())));

        running.Answer();
        await client.UntilEndAsync();
    }

    [Fact]
    public async Task Rename_WhenTheSessionIsThere_GivesItTheTitle()
    {
        await _server.AnswerAsync("s");
        using var response = await RenameAsync("s", "  A new title ");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("A new title", (await response.BodyAsync()).Text("title"));
        await _server.AnswerAsync("s");
        Assert.Equal("A new title", (await _server.GetAsync("/sessions/s")).Text("title"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"title":7}""")]
    [InlineData("""{"title":" "}""")]
    [InlineData("""{"title":"a\nb"}""")]
    [InlineData("""{"title":"\ud800"}""")]
    public async Task Rename_WhenTheTitleIsNone_Answers400(string body)
    {
        await _server.AnswerAsync("s");
        await _server.IsRefusedAsync(HttpMethod.Patch, "/sessions/s", body, HttpStatusCode.BadRequest, "validation_failed");
    }

    [Fact]
    public async Task Rename_WhenItIsNotAllowed_IsRefused()
    {
        await _server.AnswerAsync("s");
        const string Body = """{"title":"x"}""";
        await _server.IsRefusedAsync(
            HttpMethod.Patch, "/sessions/s", Body, HttpStatusCode.Forbidden, "forbidden", ("Origin", "https://evil.example"));
        await _server.IsRefusedAsync(
            HttpMethod.Patch, "/sessions/s", Body + new string(' ', 256 * 1024), HttpStatusCode.RequestEntityTooLarge, "validation_failed");
    }

    [Fact]
    public async Task Delete_WhenItIsWatchedAndBusy_IsGoneForEverybody()
    {
        await using var client = await _server.ConnectAsync("s");
        var (puppet, run) = await _server.StartPuppetAsync(client);
        using var response = await _server.SendAsync(HttpMethod.Delete, "/sessions/s");

        Assert.Equal((HttpStatusCode.NoContent, 0), (response.StatusCode, (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length));
        Assert.Equal(4504, await client.CloseCodeAsync());
        await puppet.Cancelled.InTime();
        Assert.Empty(Ids(await _server.GetAsync("/sessions")));
        foreach (var path in new[] { "", "/events", $"/runs/{run}" })
            await _server.IsRefusedAsync(HttpMethod.Get, $"/sessions/s{path}", body: null, HttpStatusCode.NotFound, "session_not_found");
        await _server.IsRefusedAsync(HttpMethod.Delete, "/sessions/s", body: null, HttpStatusCode.NotFound, "session_not_found");
    }

    [Fact]
    public async Task Delete_WhenAClientComesBack_TellsItThatTheLogIsAnother()
    {
        await _server.AnswerAsync("s");
        string epoch;
        await using (var before = await _server.ConnectAsync("s"))
            epoch = before.Epoch;
        using var response = await _server.SendAsync(HttpMethod.Delete, "/sessions/s");
        await _server.AnswerAsync("s");

        await using var after = await _server.ConnectAsync("s", $"after=2&epoch={epoch}");
        Assert.NotEqual(epoch, after.Epoch);
        Assert.Equal(
            (false, "epoch_mismatch", 1L),
            (after.Connected.Data.GetProperty("recovered").GetBoolean(), after.Connected.Data.Text("reason"), after.Connected.Data.GetProperty("oldest_seq").GetInt64()));
    }

    [Fact]
    public async Task Delete_WhenItIsNotAllowed_IsRefused()
    {
        await _server.AnswerAsync("s");
        await _server.IsRefusedAsync(
            HttpMethod.Delete, "/sessions/s", body: null, HttpStatusCode.Forbidden, "forbidden", ("Origin", "https://evil.example"));
        Assert.Equal(["s"], Ids(await _server.GetAsync("/sessions")));
    }

    [Fact]
    public async Task Request_WhenThereIsNoSuchSession_Answers404()
    {
        foreach (var path in new[] { "", "/events", "/runs/x" })
            await _server.IsRefusedAsync(HttpMethod.Get, $"/sessions/s{path}", body: null, HttpStatusCode.NotFound, "session_not_found");
        await _server.IsRefusedAsync(HttpMethod.Patch, "/sessions/s", """{"title":"x"}""", HttpStatusCode.NotFound, "session_not_found");
        Assert.Empty(Ids(await _server.GetAsync("/sessions")));
    }

    [Fact]
    public async Task Request_WhenTheNameIsNone_Answers400()
    {
        foreach (var path in new[] { "", "/events", "/runs/x" })
            await _server.IsRefusedAsync(HttpMethod.Get, $"/sessions/a%20b{path}", body: null, HttpStatusCode.BadRequest, "validation_failed");
    }

    private Task<HttpResponseMessage> RenameAsync(string session, string title) =>
        _server.SendAsync(HttpMethod.Patch, $"/sessions/{session}", JsonSerializer.Serialize(new { title }));

    private static IEnumerable<string?> Ids(JsonElement list) =>
        list.GetProperty("sessions").EnumerateArray().Select(session => session.Text("session_id"));
}

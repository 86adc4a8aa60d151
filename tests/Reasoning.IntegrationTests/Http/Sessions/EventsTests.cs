using System.Net;
using System.Text.Json;
using Reasoning.Domain.Steps;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Http.Sessions;

/// <summary>The log and its runs, read over HTTP.</summary>
public sealed class EventsTests(SharedServer shared)
{
    private readonly TestServer _server = shared.Server;
    private readonly string _session = ChatClient.NewSession();

    [Fact]
    public async Task Events_WhenReadPageByPage_AreWhatASocketIsSent()
    {
        await using var client = await _server.ConnectAsync(_session);
        var sent = await client.AskAsync("steps=7", "load");

        var read = new List<string>();
        var page = await EventsAsync("limit=4");
        while (page.GetProperty("events").GetArrayLength() > 0)
        {
            read.AddRange(page.GetProperty("events").EnumerateArray().Select(frame => frame.GetRawText()));
            Assert.Equal(client.Epoch, page.Text("epoch"));
            Assert.Equal((1, sent.Count), (page.GetProperty("oldest_seq").GetInt64(), page.GetProperty("last_seq").GetInt64()));
            Assert.Equal(read.Count < sent.Count, page.GetProperty("has_more").GetBoolean());
            page = await EventsAsync($"limit=4&after={page.GetProperty("next_after").GetInt64()}");
        }

        Assert.Equal(sent.Select(message => message.Text), read);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("after=-1")]
    [InlineData("after=x")]
    public async Task Events_WhenAskedWrongly_Answers400(string query)
    {
        await _server.AnswerAsync(_session);
        await _server.IsRefusedAsync(
            HttpMethod.Get, $"/sessions/{_session}/events?{query}", body: null, HttpStatusCode.BadRequest, "validation_failed");
    }

    [Fact]
    public async Task Run_WhenItHasAnswered_HasTheAnswerAndWhatItRestsOn()
    {
        await using var client = await _server.ConnectAsync(_session);
        var (puppet, run) = await _server.StartPuppetAsync(client);
        var path = $"/sessions/{_session}/runs/{run}";
        Assert.Equal("running", (await _server.GetAsync(path)).Text("status"));
        _ = puppet.Do(new FinalAnswerStep("The answer.", 1, [new Citation("docs/a.md", "A › B")]));
        puppet.Return();
        await client.UntilEndAsync();

        var answered = await _server.GetAsync(path);
        Assert.Equal(
            ["run_id", "agent", "status", "started_at", "ended_at", "message", "enable_reasoning", "answer", "citations"],
            answered.EnumerateObject().Select(member => member.Name));
        Assert.Equal((run, "completed", puppet.Message), (answered.Text("run_id"), answered.Text("status"), answered.Text("message")));
        Assert.Equal("The answer.", answered.Text("answer"));
        Assert.Equal("""[{"source":"docs/a.md","heading":"A › B"}]""", answered.GetProperty("citations").GetRawText());
    }

    [Fact]
    public async Task Run_WhenItsStepsAreNotShown_HasTheAnswer()
    {
        await using var client = await _server.ConnectAsync(_session);
        var puppet = _server.Puppet();
        await client.ChatAsync(puppet.Message, "puppet", enableReasoning: false);
        puppet.Answer("Short.");
        var run = (await client.UntilEndAsync())[^1].RunId;

        var answered = await _server.GetAsync($"/sessions/{_session}/runs/{run}");
        Assert.Equal(("Short.", "[]"), (answered.Text("answer"), answered.GetProperty("citations").GetRawText()));
    }

    [Fact]
    public async Task Run_WhenItHasFailed_TellsWhy()
    {
        await using var client = await _server.ConnectAsync(_session);
        var (puppet, run) = await _server.StartPuppetAsync(client);
        puppet.Return();
        await client.UntilEndAsync();

        var failed = await _server.GetAsync($"/sessions/{_session}/runs/{run}");
        Assert.Equal("failed", failed.Text("status"));
        Assert.Equal("agent_failed", failed.GetProperty("error").Text("code"));
        Assert.False(failed.TryGetProperty("answer", out _));
    }

    [Fact]
    public async Task Run_WhenThereIsNone_Answers404()
    {
        await _server.AnswerAsync(_session);
        foreach (var run in new[] { "x", new string('0', 32) })
        {
            await _server.IsRefusedAsync(
                HttpMethod.Get, $"/sessions/{_session}/runs/{run}", body: null, HttpStatusCode.NotFound, "run_not_found");
        }
    }

    private Task<JsonElement> EventsAsync(string query) => _server.GetAsync($"/sessions/{_session}/events?{query}");
}

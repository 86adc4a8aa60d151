using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Reasoning.Application.Agents;
using Reasoning.Domain.Runs;
using Reasoning.Infrastructure.Agents.Remote;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;
using static Reasoning.IntegrationTests.Remote.RemoteServer;

namespace Reasoning.IntegrationTests.Remote;

/// <summary>Remote agents that do what they should.</summary>
public sealed class RemoteRunTests : IDisposable
{
    private const string Use = """{"type":"tool_use","content":"Look.","tool_call_id":"a","tool_name":"look","note":"looking"}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("reasoning-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Chat_WhenTheRemoteTakesItsTime_ShowsEachStepAsItComes()
    {
        using var next = new SemaphoreSlim(0);
        await using var remote = await StartAsync(async context =>
        {
            foreach (var one in new[] { Thought("One."), Event("delta", """{"step_type":"text","content":"Two."}"""), Answer("Two. Three.") })
            {
                await SayAsync(context, one);
                await next.WaitAsync(context.RequestAborted);
            }
        });
        await using var server = await TestServer.StartAsync(RemoteSettings.At(remote.Address));
        await using var client = await server.ConnectAsync(query: "deltas=true");
        await client.ChatAsync("Go.", RemoteSettings.Agent);
        await client.NextAsync("reasoning_start");
        foreach (var (type, content) in new[] { ("reasoning_step", "One."), ("reasoning_delta", "Two."), ("reasoning_step", "Two. Three.") })
        {
            // The next one is not sent before this one is here.
            var message = await client.NextAsync();
            Assert.Equal((type, content), (message.Type, message.Content));
            next.Release();
        }

        Assert.Equal("completed", (await client.UntilEndAsync())[^1].Status);
        Assert.Equal("Bearer top-secret", remote.Requests.Single().Headers.Authorization);
    }

    [Fact]
    public async Task Chat_WhenThereWasAConversation_TellsTheRemote()
    {
        await using var remote = await SayingAsync(Answer("Yes."));
        await using var server = await TestServer.StartAsync(RemoteSettings.At(remote.Address));
        await using var client = await server.ConnectAsync();
        await client.AskAsync("One?", RemoteSettings.Agent);
        await client.AskAsync("Two?", RemoteSettings.Agent);

        Assert.Equal("""[{"message":"One?","answer":"Yes."}]""", remote.Requests.Last().Body.GetProperty("conversation").GetRawText());
    }

    [Fact]
    public async Task Agents_WhenOneIsRemote_ListThemWithoutSecrets()
    {
        await using var server = await TestServer.StartAsync(RemoteSettings.At(new Uri("http://127.0.0.1:1/key=top-secret")));
        var agents = await server.Http.GetFromJsonAsync<JsonElement>("/agents", TestContext.Current.CancellationToken);

        var agent = agents.GetProperty("agents").EnumerateArray().Single(agent => agent.GetProperty("name").GetString() == RemoteSettings.Agent);
        Assert.Equal("Far away.", agent.GetProperty("description").GetString());
        Assert.True(agent.GetProperty("streaming").GetBoolean());
        Assert.Equal("restart", agent.GetProperty("recovery").GetString());
        Assert.DoesNotContain("secret", agents.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupt_WhileTheRemoteWorks_EndsTheRunAndClosesTheConnection()
    {
        await using var remote = await StartAsync(async context =>
        {
            await SayAsync(context, Event("step", Use));
            await HangAsync(context);
        });
        await using var server = await TestServer.StartAsync(RemoteSettings.At(remote.Address));
        await using (var client = await server.ConnectAsync())
        {
            await client.ChatAsync("Go.", RemoteSettings.Agent);
            await client.NextAsync("reasoning_step");
            await client.InterruptAsync();
            await remote.Closed.InTime();
            var end = await client.NextAsync("reasoning_complete");
            Assert.Equal("interrupted", end.Status);
            Assert.Equal("a", end.Data.GetProperty("tools")[0].GetProperty("tool_call_id").GetString());
        }

        await server.HasNothingLeftAsync();
    }

    [Fact]
    public async Task Run_WhenItIsTraced_TellsTheRemoteItsTrace()
    {
        await using var remote = await SayingAsync(Answer("Done."));
        using var http = new RemoteHttp(RemoteHttp.CreateHandler(), TimeProvider.System);
        var agent = new RemoteAgent(
            new AgentDescriptor("remote", "Far away.", Streaming: true, [], AgentRecovery.Restart), new RemoteAgentOptions { Url = remote.Address }, http);
        using var activity = new Activity("run").SetIdFormat(ActivityIdFormat.W3C).Start();
        var run = new RunContext(RunId.New(TimeProvider.System), new RunRequest("remote", "Go.", EnableReasoning: true));
        await agent.RunAsync(run, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken).AsTask().InTime();

        Assert.Contains(activity.TraceId.ToHexString(), remote.Requests.Single().Headers.TraceParent.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Crash_WhenTheAgentContinues_GivesItItsNotes()
    {
        var (first, second, steps) = await CrashAsync("Continue");
        Assert.Equal(first.GetProperty("run_id").GetString(), second.GetProperty("run_id").GetString());
        Assert.Equal("""["looking"]""", second.GetProperty("notes").GetRawText());
        Assert.Equal("""[{"tool_call_id":"a","tool_name":"look"}]""", second.GetProperty("open_calls").GetRawText());
        Assert.Equal(1, second.GetProperty("iterations").GetInt32());
        Assert.Equal(["tool_use Look.", "tool_result Seen.", "final_answer Done."], steps);
    }

    [Fact]
    public async Task Crash_WhenTheAgentRestarts_SaysSoAndBeginsAnew()
    {
        var (first, second, steps) = await CrashAsync("Restart");
        Assert.Equal(first.GetRawText(), second.GetRawText());
        Assert.Equal(["tool_use Look.", "error The server stopped while this was going on; it begins anew.", "tool_use Look.", "tool_result Seen.", "final_answer Done."], steps);
    }

    [Fact]
    public async Task Crash_WhenTheAgentFails_DoesNotAskItAgain()
    {
        var (_, second, steps) = await CrashAsync("Fail");
        Assert.Equal(JsonValueKind.Undefined, second.ValueKind);
        Assert.Equal(["tool_use Look."], steps);
    }

    /// <summary>The server dies while the agent uses a tool, and another goes on.</summary>
    private async Task<(JsonElement First, JsonElement Second, IEnumerable<string> Steps)> CrashAsync(string recovery)
    {
        RemoteServer? self = null;
        await using var remote = self = await StartAsync(async context =>
        {
            var body = self!.Requests.Last().Body;
            var isOpen = body.GetProperty("open_calls").GetArrayLength() > 0;
            if (!isOpen)
                await SayAsync(context, Event("step", Use));
            if (self.Requests.Count == 1)
                await HangAsync(context);
            else
                await SayAsync(context, Event("step", """{"type":"tool_result","content":"Seen.","tool_call_id":"a"}"""), Answer("Done."));
        });
        var steps = await Crash.AskAsync(_folder, remote.Address, recovery, "Go.", message => message.StepType == "tool_use");
        await remote.Closed.InTime();
        var requests = remote.Requests.Select(request => request.Body).ToList();
        return (requests[0], requests.ElementAtOrDefault(1), steps.Select(step => $"{step.StepType} {step.Content}"));
    }
}

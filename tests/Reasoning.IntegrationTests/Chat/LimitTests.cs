using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Chat;

/// <summary>Limits of runs, and commits that take their time. These servers are the tests' own.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task Chat_WhenTheServerHasAllTheRunsItMay_AnswersBusyUntilOneEnds()
    {
        await using var server = await TestServer.StartAsync(("Runs:Max", "2"));
        await using var one = await server.ConnectAsync();
        await using var two = await server.ConnectAsync();
        var (first, _) = await server.StartPuppetAsync(one);
        var (second, _) = await server.StartPuppetAsync(one);

        await two.ChatAsync("steps=1", "load", id: "m1");
        var error = await two.NextAsync();
        Assert.Equal("busy", error.Code);
        Assert.Equal("m1", error.ReplyTo);
        Assert.Null(error.RunId);

        first.Answer();
        await one.UntilEndAsync();
        await Limit.UntilAsync(() => server.Gauge.Active == 1, "the run has left");
        await two.ChatAsync("steps=1", "load");
        Assert.Equal("completed", (await two.UntilEndAsync())[^1].Status);

        second.Answer();
        await one.UntilEndAsync();
        await one.DisposeAsync();
        await two.DisposeAsync();
        await server.HasNothingLeftAsync();
    }

    [Fact]
    public async Task Chat_WhenItIsRefused_GivesItsPlaceBack()
    {
        await using var server = await TestServer.StartAsync(("Runs:Max", "2"), ("Runs:MaxPerSession", "1"));
        await using var client = await server.ConnectAsync();
        var (puppet, _) = await server.StartPuppetAsync(client);
        for (var i = 0; i < 5; i++)
        {
            await client.ChatAsync("steps=1", "load");
            Assert.Equal("too_many_runs", (await client.NextAsync()).Code);
        }

        puppet.Answer();
        await client.UntilEndAsync();
        await client.DisposeAsync();
        await server.HasNothingLeftAsync();
    }

    [Fact]
    public async Task Chat_WhenAnAbandonedRunStillWorks_KeepsItsPlace()
    {
        await using var server = await TestServer.StartStillAsync(("Runs:Max", "1"));
        await using var client = await server.ConnectAsync();
        var (puppet, _) = await server.StartPuppetAsync(client, ignoresCancellation: true);
        await client.InterruptAsync();
        await client.NextAsync("interrupted");
        server.Clock!.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Equal("interrupted", (await client.NextAsync()).Status);
        await Limit.UntilAsync(() => server.Gauge.Abandoned == 1, "the run is abandoned");

        await client.ChatAsync("steps=1", "load");
        Assert.Equal("busy", (await client.NextAsync()).Code);

        puppet.Return();
        await Limit.UntilAsync(() => server.Gauge.Abandoned == 0, "the work has ended");
        await client.DisposeAsync();
        await server.HasNothingLeftAsync();
    }

    [Fact]
    public async Task Run_WhenItTakesTooLong_EndsWithAgentTimeout()
    {
        await using var server = await TestServer.StartStillAsync(("Runs:Timeout", "00:01:40"));
        await using var client = await server.ConnectAsync();
        var (puppet, run) = await server.StartPuppetAsync(client);
        await puppet.Think("Thinking.");
        await client.NextAsync("reasoning_step");

        server.Clock!.Advance(TimeSpan.FromSeconds(100) - TimeSpan.FromMilliseconds(1));
        await client.NextAsync("ping");
        Assert.False(puppet.Cancelled.IsCompleted);

        server.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var error = (await client.UntilEndAsync())[^1];
        Assert.Equal("agent_timeout", error.Code);
        Assert.Equal(run, error.RunId);
        await puppet.Cancelled.InTime();
        await puppet.Ended.InTime();
        await client.DisposeAsync();
        await server.HasNothingLeftAsync();
    }

    [Fact]
    public async Task ToolUse_WhenItsCommitTakesTime_IsStoredBeforeTheToolStarts()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.ConnectAsync();
        var (puppet, _) = await server.StartPuppetAsync(client);
        server.Store.Hold();
        var toolStarts = puppet.Do(RunTests.Use("call-1", "search"));
        await server.Store.Waiting.InTime();
        await client.PingAsync();
        Assert.False(toolStarts.IsCompleted);

        server.Store.Release();
        Assert.Equal("tool_use", (await client.NextAsync()).StepType);
        await toolStarts.InTime();
        puppet.Answer();
        await client.UntilEndAsync();
    }

    [Fact]
    public async Task Chat_WhenItsCommitTakesTime_ShowsNothingBefore()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.ConnectAsync();
        await using var observer = await server.ConnectAsync(client.Session);
        server.Store.Hold();
        await client.ChatAsync("steps=1", "load", id: "m1");
        await server.Store.Waiting.InTime();

        // The asker's own messages wait behind it; the observer's do not, and it sees nothing yet.
        await observer.PingAsync();
        await using var late = await server.ConnectAsync(client.Session);
        Assert.Equal(0, late.Connected.Data.GetProperty("last_seq").GetInt64());
        Assert.Equal(0, late.Connected.Data.GetProperty("active_runs").GetArrayLength());

        server.Store.Release();
        Assert.Equal("accepted", (await client.NextAsync()).Type);
        Assert.Equal("completed", (await client.UntilEndAsync())[^1].Status);
        Assert.Equal("completed", (await observer.UntilEndAsync())[^1].Status);
        Assert.Equal(1, (await late.UntilEndAsync())[0].Seq);
    }

    [Fact]
    public async Task Chat_WhenItIsNotStoredInTime_IsUnavailableAndMayStillStart()
    {
        await using var server = await TestServer.StartStillAsync();
        await using var client = await server.ConnectAsync();
        server.Store.Hold();
        await client.ChatAsync("steps=1", "load", id: "m1");
        await server.Store.Waiting.InTime();
        server.Clock!.Advance(TimeSpan.FromSeconds(5));

        var error = await client.NextAsync();
        Assert.Equal("unavailable", error.Code);
        Assert.Equal("m1", error.ReplyTo);
        Assert.Equal(1, error.Data.GetProperty("retry_after").GetDouble());

        server.Store.Release();
        var events = await client.UntilEndAsync();
        Assert.Equal("reasoning_start", events[0].Type);
        Assert.Equal("completed", events[^1].Status);
        await client.DisposeAsync();
        await server.HasNothingLeftAsync();
    }

    [Fact]
    public async Task Interrupt_WhenTheChatIsStillBeingStored_EndsTheRunBeforeItsWorkBegins()
    {
        await using var server = await TestServer.StartStillAsync();
        await using var client = await server.ConnectAsync();
        await using var other = await server.ConnectAsync(client.Session);
        server.Store.Hold();
        var puppet = server.Puppet();
        await client.ChatAsync(puppet.Message, "puppet");
        await server.Store.Waiting.InTime();
        await other.InterruptAsync(id: "i1");
        var graceEnd = server.Clock!.GetUtcNow() + TimeSpan.FromMilliseconds(200);
        await Limit.UntilAsync(() => server.Due(client.Session) == graceEnd, "the interrupt has been heard");
        server.Store.Release();

        var events = await client.UntilEndAsync();
        Assert.Equal(["reasoning_start", "reasoning_complete"], events.Select(message => message.Type));
        Assert.Equal("interrupted", events[1].Status);
        Assert.False(puppet.Started.IsCompleted);
        var interrupted = await other.NextAsync("interrupted");
        Assert.Equal(events[0].RunId, Assert.Single(interrupted.Data.GetProperty("run_ids").EnumerateArray()).GetString());

        await client.DisposeAsync();
        await other.DisposeAsync();
        await server.HasNothingLeftAsync();
    }

    [Fact]
    public async Task Session_WhenItsStoreFails_ClosesItsReadersWith4424AndStartsAfresh()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.ConnectAsync();
        await using var stranger = await server.ConnectAsync();
        var (puppet, _) = await server.StartPuppetAsync(client);
        server.Store.Hold();
        _ = puppet.Think("Never stored.");
        await server.Store.Waiting.InTime();
        server.Store.Break();

        Assert.Equal(4424, await client.CloseCodeAsync());
        await puppet.Cancelled.InTime();
        await stranger.PingAsync();

        await using var again = await server.ConnectAsync(client.Session, $"after=1&epoch={client.Epoch}");
        Assert.True(again.Connected.Data.GetProperty("recovered").GetBoolean());
        Assert.Equal("caught_up", (await again.NextAsync()).Type);
        Assert.Equal(2, (await again.AskAsync("steps=1", "load"))[0].Seq);
        await again.DisposeAsync();
        await stranger.DisposeAsync();
        await Limit.UntilAsync(() => server.Connections.IsEmpty && server.Gauge.Active == 0, "the server is empty");
    }
}

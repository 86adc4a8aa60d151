using Reasoning.Domain.Steps;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Chat;

/// <summary>Rule 6. Time stands still, so that nothing ends because the grace is over unless a test says so.</summary>
public sealed class InterruptTests(InterruptTests.StillServer fixture) : IClassFixture<InterruptTests.StillServer>
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(200);

    private readonly TestServer _server = fixture.Server;

    [Fact]
    public async Task Interrupt_WhenTheRunIsNamed_StopsThatRunAlone()
    {
        await using var client = await _server.ConnectAsync();
        var (one, oneId) = await _server.StartPuppetAsync(client);
        var (two, twoId) = await _server.StartPuppetAsync(client);
        await client.InterruptAsync(oneId, "i1");
        await one.Ended.InTime();

        var messages = await client.NextAsync(2);
        var interrupted = messages.Single(message => message.Type == "interrupted");
        Assert.Equal(["type", "reply_to", "data"], interrupted.Members);
        Assert.Equal("i1", interrupted.ReplyTo);
        Assert.Equal(["message", "run_ids"], interrupted.DataMembers);
        Assert.Equal([oneId], RunIds(interrupted));

        var end = messages.Single(message => message.Type == "reasoning_complete");
        Assert.Equal(oneId, end.RunId);
        Assert.Equal(["status", "iterations", "duration_ms", "tools"], end.DataMembers);
        Assert.Equal("interrupted", end.Status);
        Assert.Empty(end.Data.GetProperty("tools").EnumerateArray());

        Assert.False(two.Cancelled.IsCompleted);
        two.Answer();
        var rest = await client.UntilEndAsync();
        Assert.All(rest, message => Assert.Equal(twoId, message.RunId));
        Assert.Equal("completed", rest[^1].Status);
    }

    [Fact]
    public async Task Interrupt_WhenNoRunIsNamed_StopsAllOfTheSessionAndNoOther()
    {
        await using var client = await _server.ConnectAsync();
        await using var observer = await _server.ConnectAsync(client.Session);
        await using var stranger = await _server.ConnectAsync();
        var (other, _) = await _server.StartPuppetAsync(stranger);
        var (_, oneId) = await _server.StartPuppetAsync(client);
        var (_, twoId) = await _server.StartPuppetAsync(client);

        // Anybody in the session may.
        await observer.SendAsync("""{"type":"interrupt"}""");
        var messages = await observer.UntilAsync(IsLastOf(3, message => message.Type is "interrupted" or "reasoning_complete"));
        Assert.Equal(new[] { oneId, twoId }.Order(), RunIds(messages.Single(message => message.Type == "interrupted")).Order());
        Assert.All(messages.Where(message => message.IsTerminal), message => Assert.Equal("interrupted", message.Status));
        Assert.DoesNotContain(await client.NextAsync(2), message => message.Type == "interrupted");

        Assert.False(other.Cancelled.IsCompleted);
        other.Answer();
        Assert.Equal("completed", (await stranger.UntilEndAsync())[^1].Status);
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("no such run")]
    [InlineData("")]
    public async Task Interrupt_WhenTheRunIsUnknown_AnswersRunNotFound(string run)
    {
        await using var client = await _server.ConnectAsync();
        var (puppet, _) = await _server.StartPuppetAsync(client);
        await client.InterruptAsync(run, "i1");

        var error = await client.NextAsync();
        Assert.Equal("run_not_found", error.Code);
        Assert.Equal("i1", error.ReplyTo);
        Assert.Null(error.RunId);
        Assert.False(puppet.Cancelled.IsCompleted);
        puppet.Answer();
        await client.UntilEndAsync();
    }

    [Fact]
    public async Task Interrupt_WhenTheRunBelongsToAnotherSession_AnswersRunNotFound()
    {
        await using var client = await _server.ConnectAsync();
        await using var stranger = await _server.ConnectAsync();
        var (puppet, run) = await _server.StartPuppetAsync(client);
        await stranger.InterruptAsync(run);
        Assert.Equal("run_not_found", (await stranger.NextAsync()).Code);
        Assert.False(puppet.Cancelled.IsCompleted);
        puppet.Answer();
        await client.UntilEndAsync();
    }

    [Fact]
    public async Task Interrupt_WhenTheRunHadEnded_AnswersWithNoRuns()
    {
        await using var client = await _server.ConnectAsync();
        var run = (await client.AskAsync("steps=1", "load"))[0].RunId;
        await client.InterruptAsync(run, "i1");

        var interrupted = await client.NextAsync();
        Assert.Equal("interrupted", interrupted.Type);
        Assert.Equal("i1", interrupted.ReplyTo);
        Assert.Empty(RunIds(interrupted));
        Assert.NotEmpty(interrupted.Data.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task Interrupt_WhenNothingRuns_AnswersWithNoRuns()
    {
        await using var client = await _server.ConnectAsync();
        await client.InterruptAsync();
        Assert.Empty(RunIds(await client.NextAsync()));
    }

    [Fact]
    public async Task Interrupt_WhenItIsTheSecond_StopsNothingMore()
    {
        await using var client = await _server.ConnectAsync();
        var (puppet, run) = await _server.StartPuppetAsync(client, ignoresCancellation: true);
        await client.InterruptAsync(run);
        Assert.Equal([run], RunIds(await client.NextAsync()));
        await client.InterruptAsync(run);
        Assert.Empty(RunIds(await client.NextAsync()));
        puppet.Return();
        Assert.Equal("interrupted", (await client.NextAsync()).Status);
    }

    [Fact]
    public async Task Interrupt_WhenTheAgentSaysALastWordInTheGrace_SendsIt()
    {
        await using var client = await _server.ConnectAsync();
        var (puppet, run) = await _server.StartPuppetAsync(client, ignoresCancellation: true);
        await client.InterruptAsync();
        await client.NextAsync("interrupted");
        await puppet.Cancelled.InTime();
        _ = puppet.Think("One more thing.");
        Assert.Equal("One more thing.", (await client.NextAsync()).Content);

        // Not even a whole answer makes it complete.
        puppet.Answer("Finished after all.");
        var events = await client.UntilEndAsync();
        Assert.Equal("Finished after all.", events[0].Content);
        Assert.Equal("interrupted", events[1].Status);
        Assert.All(events, message => Assert.Equal(run, message.RunId));
        await client.PingAsync();
    }

    [Fact]
    public async Task Interrupt_WhenTheAgentFailsBecauseOfIt_EndsTheRunAsInterrupted()
    {
        await using var client = await _server.ConnectAsync();
        var (puppet, _) = await _server.StartPuppetAsync(client, ignoresCancellation: true);
        await client.InterruptAsync();
        await client.NextAsync("interrupted");
        puppet.Throw(new IOException("The stream was closed."));
        Assert.Equal("interrupted", (await client.NextAsync()).Status);
        await client.PingAsync();
    }

    [Fact]
    public async Task Interrupt_WhenTheAgentIgnoresIt_EndsTheRunWithTheGraceAndDropsItsLateOutput()
    {
        await using var client = await _server.ConnectAsync();
        var (puppet, run) = await _server.StartPuppetAsync(client, ignoresCancellation: true);
        _ = puppet.Do(RunTests.Use("call-1", "slow"));
        await client.NextAsync();
        await client.InterruptAsync();
        await client.NextAsync("interrupted");

        _server.Clock!.Advance(Grace - TimeSpan.FromMilliseconds(1));
        await client.PingAsync();
        _server.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var end = await client.NextAsync();
        Assert.Equal(run, end.RunId);
        Assert.Equal("interrupted", end.Status);
        Assert.Equal(200, end.Data.GetProperty("duration_ms").GetInt64());
        Assert.Equal([("call-1", "slow", "abandoned")], Tools(end));

        puppet.Answer("Nobody hears this.");
        await puppet.Ended.InTime();
        Assert.Equal(end.Seq + 1, (await client.AskAsync("steps=1", "load"))[0].Seq);
    }

    [Fact]
    public async Task Interrupt_WhenAToolIsOpenAndObeys_ReportsItAsCancelled()
    {
        await using var client = await _server.ConnectAsync();
        var (puppet, _) = await _server.StartPuppetAsync(client);
        _ = puppet.Do(RunTests.Use("call-0", "done"));
        _ = puppet.Do(new ToolResultStep("ok", 1, "call-0", "done", false));
        _ = puppet.Do(RunTests.Use("call-1", "search"));
        await client.NextAsync(3);
        await client.InterruptAsync();
        Assert.Equal([("call-1", "search", "cancelled")], Tools(await client.NextAsync("reasoning_complete")));
    }

    [Fact]
    public async Task Interrupt_WhenAToolEndsInTheGrace_ReportsItAsCompleted()
    {
        await using var client = await _server.ConnectAsync();
        var (puppet, _) = await _server.StartPuppetAsync(client, ignoresCancellation: true);
        _ = puppet.Do(RunTests.Use("call-1", "quick"));
        _ = puppet.Do(RunTests.Use("call-2", "slow"));
        await client.NextAsync(2);
        await client.InterruptAsync();
        await client.NextAsync("interrupted");
        _ = puppet.Do(new ToolResultStep("ok", 1, "call-1", "quick", false));
        Assert.Equal("tool_result", (await client.NextAsync()).StepType);
        puppet.Return();

        Assert.Equal(
            [("call-1", "quick", "completed"), ("call-2", "slow", "cancelled")],
            Tools(await client.NextAsync("reasoning_complete")).Order());
    }

    [Fact]
    public async Task Interrupt_WhenItRacesWithTheEnd_EndsTheRunExactlyOnce()
    {
        await using var client = await _server.ConnectAsync();
        for (var round = 0; round < 50; round++)
        {
            var (puppet, run) = await _server.StartPuppetAsync(client);
            var interrupt = client.InterruptAsync(run);
            puppet.Answer();
            await interrupt;
            var messages = await client.UntilAsync(IsLastOf(2, message => message.Type == "interrupted" || message.IsTerminal));

            var end = messages.Single(message => message.IsTerminal);
            var interrupted = messages.Single(message => message.Type == "interrupted");
            Assert.Equal(end.Status == "interrupted" ? [run] : [], RunIds(interrupted));
            Assert.Equal(end, messages.Last(message => message.Seq is not null));
        }

        await client.PingAsync();
    }

    private static Func<ServerMessage, bool> IsLastOf(int count, Func<ServerMessage, bool> isOne) =>
        message => isOne(message) && --count == 0;

    private static IEnumerable<string> RunIds(ServerMessage interrupted) =>
        interrupted.Data.GetProperty("run_ids").EnumerateArray().Select(run => run.GetString()!);

    private static IEnumerable<(string Id, string Name, string Outcome)> Tools(ServerMessage end) =>
        end.Data.GetProperty("tools").EnumerateArray().Select(tool => (
            tool.GetProperty("tool_call_id").GetString()!,
            tool.GetProperty("tool_name").GetString()!,
            tool.GetProperty("outcome").GetString()!));

    public sealed class StillServer : IAsyncLifetime
    {
        internal TestServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await TestServer.StartStillAsync();

        public async ValueTask DisposeAsync()
        {
            await Server.HasNothingLeftAsync();
            await Server.DisposeAsync();
        }
    }
}

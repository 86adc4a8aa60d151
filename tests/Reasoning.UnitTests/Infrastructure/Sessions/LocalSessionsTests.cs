using Reasoning.Application;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

/// <summary>A session's life when nothing goes wrong.</summary>
public sealed class LocalSessionsTests : IDisposable
{
    private readonly SessionsHarness _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task StartRun_WhenAsked_ShowsAnswersAndWorks()
    {
        var client = await _server.FollowAsync();
        var run = await _server.StartAsync(asker: new Asker(client.Reader.Connection!.Value, "m1")).InTime();
        await _server.SayAsync(run, Some.Taken(Some.Thought()));
        await _server.CompleteAsync(run);

        var seen = await client.UntilAsync("reasoning_complete");
        Assert.Equal(["accepted", "reasoning_start", "reasoning_step", "reasoning_complete"], seen.Select(FollowingClient.TypeOf));
        Assert.Equal([1, 2, 3], seen.Skip(1).Select(message => message.GetProperty("seq").GetInt32()));
        Assert.All(seen, message => Assert.Equal(run.ToString(), message.GetProperty("run_id").GetString()));
        await _server.AssertAllPlacesFreeAsync();
    }

    [Fact]
    public async Task Attach_WhenRunsAreActive_TellsThem()
    {
        var run = await _server.StartAsync().InTime();
        var client = new FollowingClient(Some.Session, _server.Store);
        var attachment = await _server.Sessions.AttachAsync(client.Reader, Test.Token).InTime();

        Assert.Equal(new ActiveRun(run, "researcher", Some.Time), Assert.Single(attachment.ActiveRuns));
        Assert.Equal((1L, 1L), (attachment.Log.OldestSeq, attachment.Log.LastSeq));
    }

    [Fact]
    public async Task WaitForEnd_WhenTheRunEnds_WaitsForThatAndNoLonger()
    {
        var run = await _server.StartAsync().InTime();
        var waiting = _server.Sessions.WaitForEndAsync(Some.Session, run, TimeSpan.FromMinutes(1), Test.Token);
        await _server.SayAsync(run, Some.Taken(Some.ToolUse()));
        Assert.False(waiting.IsCompleted);
        await _server.CompleteAsync(run);
        await waiting.InTime();
        await _server.Sessions.WaitForEndAsync(Some.Session, run, TimeSpan.FromMinutes(1), Test.Token).InTime();
        await _server.AssertAllPlacesFreeAsync();
    }

    [Fact]
    public async Task WaitForEnd_WhenTheTimeIsOver_WaitsNoLonger()
    {
        var run = await _server.StartAsync().InTime();
        var waiting = _server.Sessions.WaitForEndAsync(Some.Session, run, TimeSpan.FromSeconds(2), Test.Token);
        _server.Time.Advance(TimeSpan.FromSeconds(2));
        await waiting.InTime();

        using var cancelled = new CancellationTokenSource();
        var abandoned = _server.Sessions.WaitForEndAsync(Some.Session, run, TimeSpan.FromSeconds(2), cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned.InTime());
        Assert.Equal(0, await _server.CountEndWaitsAsync(Some.Session));
        await _server.CompleteAsync(run);
        await _server.AssertAllPlacesFreeAsync();
    }

    [Fact]
    public async Task Interrupt_WhenTheWorkObeys_EndsTheRunAtOnce()
    {
        var client = await _server.FollowAsync();
        var run = await _server.StartAsync().InTime();
        Assert.Equal([run], await _server.Sessions.InterruptAsync(Some.Session, run, Test.Token).InTime());

        var end = (await client.UntilAsync("reasoning_complete"))[^1];
        Assert.Equal("interrupted", end.GetProperty("data").GetProperty("status").GetString());
        Assert.Empty(await _server.Sessions.InterruptAsync(Some.Session, run, Test.Token).InTime());
        await _server.AssertAllPlacesFreeAsync();
    }

    [Fact]
    public async Task Interrupt_WhenTheWorkIsStubborn_AbandonsItAfterTheGrace()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Work = (_, _) => release.Task;
        var client = await _server.FollowAsync();
        var run = await _server.StartAsync().InTime();
        await _server.SayAsync(run, Some.Taken(Some.ToolUse()));
        await _server.Sessions.InterruptAsync(Some.Session, null, Test.Token).InTime();
        await _server.SayAsync(run, Some.Taken(Some.Thought()));
        await client.UntilAsync(message => message.GetProperty("data").TryGetProperty("type", out var type) && type.GetString() == "thought");
        _server.Time.Advance(_server.Options.InterruptGrace);

        var end = (await client.UntilAsync("reasoning_complete"))[^1].GetProperty("data");
        Assert.Equal("abandoned", end.GetProperty("tools")[0].GetProperty("outcome").GetString());
        Assert.False(await _server.SayAsync(run, Some.Taken(Some.Thought())));
        await Test.UntilAsync(() => _server.Metrics.Sum("reasoning.runs.abandoned") == 1);

        release.SetResult();
        await _server.AssertAllPlacesFreeAsync();
        Assert.Equal((0, 0), (_server.Metrics.Sum("reasoning.runs.abandoned"), _server.Metrics.Sum("reasoning.runs.active")));
    }

    [Fact]
    public async Task Interrupt_WhenTheRunIsUnknown_SaysSo()
    {
        var run = await _server.StartAsync().InTime();
        foreach (var (session, asked) in new[] { (Some.Session, Some.NewRun()), (Some.Key("another"), run) })
        {
            var refused = await Assert.ThrowsAsync<RequestRefusedException>(() => _server.Sessions.InterruptAsync(session, asked, Test.Token));
            Assert.Equal(ErrorCode.RunNotFound, refused.Code);
        }

        Assert.Empty(await _server.Sessions.InterruptAsync(Some.Key("another"), null, Test.Token).InTime());
    }

    [Fact]
    public async Task Tick_WhenARunTakesTooLong_EndsIt()
    {
        var client = await _server.FollowAsync();
        await _server.StartAsync().InTime();
        await client.UntilAsync("reasoning_start");
        _server.Time.Advance(_server.Options.Timeout);

        Assert.Equal("agent_timeout", (await client.UntilAsync("error"))[^1].GetProperty("data").GetProperty("code").GetString());
        await _server.AssertAllPlacesFreeAsync();
    }

    [Fact]
    public async Task Work_WhenItReturnsWithoutAWord_FailsItsRun()
    {
        _server.Work = (_, _) => Task.CompletedTask;
        var client = await _server.FollowAsync();
        await _server.StartAsync().InTime();

        Assert.Equal("agent_failed", (await client.UntilAsync("error"))[^1].GetProperty("data").GetProperty("code").GetString());
        await _server.AssertAllPlacesFreeAsync();
    }

    [Fact]
    public async Task Work_WhenTheServerFailsInIt_SaysOnlyWhereToLook()
    {
        _server.Work = (_, _) => throw new InvalidOperationException("secret");
        var client = await _server.FollowAsync();
        await _server.StartAsync().InTime();

        var error = (await client.UntilAsync("error"))[^1].GetProperty("data");
        Assert.Equal("internal", error.GetProperty("code").GetString());
        Assert.DoesNotContain("secret", error.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(error.GetProperty("trace_id").GetString()!, Assert.Single(_server.RunLog.Errors), StringComparison.Ordinal);
        await _server.AssertAllPlacesFreeAsync();
    }

    [Fact]
    public async Task Drain_WhenRunsAreActive_EndsThemAndAcceptsNoMore()
    {
        var client = await _server.FollowAsync();
        await _server.StartAsync().InTime();
        await _server.Sessions.DrainAsync(Test.Token).InTime();

        Assert.Equal("shutting_down", (await client.UntilAsync("error"))[^1].GetProperty("data").GetProperty("code").GetString());
        var refused = await Assert.ThrowsAsync<RequestRefusedException>(() => _server.StartAsync());
        Assert.Equal(ErrorCode.ShuttingDown, refused.Code);
        await _server.AssertAllPlacesFreeAsync();
    }

    [Fact]
    public async Task Detach_WhenNobodyNeedsTheSession_ItComesBackWithItsLog()
    {
        for (var round = 1; round <= 3; round++)
        {
            var client = await _server.FollowAsync();
            var run = await _server.StartAsync().InTime();
            await _server.CompleteAsync(run);
            Assert.Equal(2 * round, (await client.UntilAsync("reasoning_complete"))[^1].GetProperty("seq").GetInt32());
            _server.Sessions.Detach(client.Reader);
        }

        Assert.Empty(_server.SessionLog.Errors);
    }

    [Fact]
    public async Task Append_WhenTheRunIsUnknown_IsNotHeard() => Assert.False(await _server.SayAsync(Some.NewRun(), Some.Completed()));
}

using Reasoning.Application;
using Reasoning.Application.Runs;
using Reasoning.Application.Runs.ExecuteRun;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

/// <summary>A store that is away for a while, and runs that outlive their session's owner.</summary>
public sealed class LocalSessionsOutageTests : IDisposable
{
    private readonly SessionsHarness _server = new(new RunOptions { Max = 2 });
    private int _failures;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Append_WhenTheStoreIsAwayForAMoment_ShowsEverythingOnceItIsBack()
    {
        var client = await _server.FollowAsync();
        var run = await _server.StartAsync().InTime();
        await client.UntilAsync("reasoning_start");

        Break(failures: 3);
        await _server.SayAsync(run, Some.Taken(Some.Thought()));
        var shown = client.UntilAsync("reasoning_step");
        await PassTimeUntilAsync(() => shown.IsCompleted);
        Assert.Equal(0, _failures);
        await _server.CompleteAsync(run);

        Assert.Equal(["reasoning_complete"], (await client.UntilAsync("reasoning_complete")).Select(FollowingClient.TypeOf));
        await _server.AssertAllPlacesFreeAsync();
    }

    [Fact]
    public async Task Append_WhenTheStoreStaysAway_LeavesTheRunUntilItIsBack()
    {
        var client = await _server.FollowAsync();
        var run = await _server.StartAsync().InTime();
        await client.UntilAsync("reasoning_start");

        Break(failures: int.MaxValue);
        await _server.SayAsync(run, Some.Taken(Some.Thought()));
        var end = client.EndAsync();
        await PassTimeUntilAsync(() => end.IsCompleted);
        Assert.IsType<SessionFailedException>(await end);
        await _server.AssertAllPlacesFreeAsync();

        _server.Store.BeforeAppend = null;
        var takenUp = new TaskCompletionSource<ExecuteRunCommand>();
        _server.Work = (command, _) =>
        {
            takenUp.SetResult(command);
            return Task.CompletedTask;
        };
        await _server.Sessions.TakeUpAsync(Some.Session, Test.Token).InTime();
        var resumed = await takenUp.Task.InTime();

        // The thought was never stored, so nobody saw it, and it does not count.
        Assert.Equal((run, new ResumedRun(Attempt: 2, Iterations: 0, Answer: null)), (resumed.Address.Run, resumed.Resumed));
    }

    [Fact]
    public async Task Append_FromWorkThatItsSessionLeftBehind_IsNotHeardInTheNextAttempt()
    {
        var left = new TaskCompletionSource();
        _server.Work = (_, _) => left.Task;
        var run = await _server.StartAsync().InTime();
        await FailSessionAsync(run);

        var attempts = 1;
        var again = new TaskCompletionSource();
        _server.Work = (command, _) =>
        {
            attempts = command.Address.Attempt;
            return again.Task;
        };
        var client = await _server.FollowAsync();
        await Test.UntilAsync(() => attempts == 2);

        Assert.False(await _server.SayAsync(run, Some.Taken(Some.Thought(content: "left"))));
        left.SetResult();
        await Test.UntilAsync(() => _server.Registry.TryTake());
        _server.Registry.FreePlace();

        Assert.True(await _server.SayAsync(run, Some.Taken(Some.Thought(content: "again")), attempt: 2));
        Assert.True(await _server.SayAsync(run, Some.Completed(), attempt: 2));
        again.SetResult();
        Assert.Equal(
            ["reasoning_step", "reasoning_complete"],
            (await client.UntilAsync("reasoning_complete")).Select(FollowingClient.TypeOf));
        await _server.AssertAllPlacesFreeAsync();
    }

    [Fact]
    public async Task Interrupt_ThatWasNeverStored_EndsTheRunOnceTheStoreIsBack()
    {
        var run = await _server.StartAsync().InTime();
        Break(failures: int.MaxValue);
        var interrupt = _server.Sessions.InterruptAsync(Some.Session, run, Test.Token);
        await PassTimeUntilAsync(() => interrupt.IsCompleted);
        await Assert.ThrowsAsync<RequestRefusedException>(() => interrupt);
        await FailSessionAsync(run);

        var client = await _server.FollowAsync();
        var end = (await client.UntilAsync("reasoning_complete"))[^1];
        Assert.Equal("interrupted", end.GetProperty("data").GetProperty("status").GetString());
        await _server.AssertAllPlacesFreeAsync();
    }

    [Fact]
    public async Task Interrupt_WhileTheRunIsLeftToTheNextServer_IsNotSaidToBeDone()
    {
        _server.Store.IsDurable = true;
        var run = await _server.StartAsync().InTime();
        await _server.FollowAsync();
        await _server.Sessions.DrainAsync(Test.Token).InTime();

        foreach (var which in new RunId?[] { run, null })
        {
            var refusal = await Assert.ThrowsAsync<RequestRefusedException>(
                () => _server.Sessions.InterruptAsync(Some.Session, which, Test.Token).InTime());
            Assert.Equal(ErrorCode.ShuttingDown, refusal.Code);
        }
    }

    [Fact]
    public async Task StartRun_WhenItsKeyCannotBeLookedUp_IsUnavailable()
    {
        _server.Store.BeforeFind = () => throw new StoreUnavailableException("Away.");
        Assert.Equal(ErrorCode.Unavailable, (await Assert.ThrowsAsync<RequestRefusedException>(() => AskAsync("key").InTime())).Code);

        _server.Store.BeforeFind = null;
        Assert.False((await AskAsync("key").InTime()).Duplicate);
    }

    [Fact]
    public async Task StartRun_WhenSentAgainAndAgainAtOnce_StartsOneRun()
    {
        var found = new TaskCompletionSource();
        _server.Store.BeforeFind = () => found.Task;
        var asked = Enumerable.Range(0, 20).Select(_ => AskAsync("key")).ToList();
        found.SetResult();
        var answers = await Task.WhenAll(asked).InTime();

        Assert.Single(answers.Select(answer => answer.Run).Distinct());
        Assert.Single(answers, answer => !answer.Duplicate);
        var last = await AskAsync("key").InTime();
        Assert.True(last.Duplicate);
        _server.Registry.Take();
        Assert.False(_server.Registry.TryTake());
    }

    [Fact]
    public async Task Drain_WhenTheLogOutlivesTheProcess_StopsTheWorkAndEndsNoRun()
    {
        _server.Store.IsDurable = true;
        var stopped = new TaskCompletionSource();
        _server.Work = async (command, token) =>
        {
            await using var _ = token.Register(stopped.SetResult);
            await stopped.Task;
        };
        await _server.StartAsync().InTime();
        await _server.Sessions.DrainAsync(Test.Token).InTime();
        await stopped.Task.InTime();

        Assert.Equal([Some.Session], await _server.Store.GetUnfinishedSessionsAsync(Test.Token));
        await _server.AssertAllPlacesFreeAsync();

        // Nobody who still comes makes this server take the run up again.
        await _server.Sessions.AttachAsync(new FollowingClient(Some.Session, _server.Store).Reader, Test.Token).InTime();
        Assert.True(_server.Registry.TryTake() && _server.Registry.TryTake(), "All places stay free.");
    }

    private Task<StartedRun> AskAsync(string key) =>
        _server.Sessions.StartRunAsync(new StartRun(Some.Session, Some.Request, key, Asker: null), Test.Token);

    /// <summary>The store stays away until the run's session has given up, and is back then.</summary>
    private async Task FailSessionAsync(RunId run)
    {
        var client = await _server.FollowAsync();
        Break(failures: int.MaxValue);
        await _server.SayAsync(run, Some.Taken(Some.Thought()));
        var end = client.EndAsync();
        await PassTimeUntilAsync(() => end.IsCompleted);
        Assert.IsType<SessionFailedException>(await end);
        _server.Store.BeforeAppend = null;
    }

    private void Break(int failures)
    {
        _failures = failures;
        _server.Store.BeforeAppend = _ =>
        {
            if (_failures == 0)
                return Task.CompletedTask;
            _failures--;
            return Task.FromException(new StoreUnavailableException("The disk /var/secret is away."));
        };
    }

    private Task PassTimeUntilAsync(Func<bool> condition) => Test.UntilAsync(() =>
    {
        _server.Time.Advance(TimeSpan.FromSeconds(1));
        return condition();
    });
}

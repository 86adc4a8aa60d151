using Reasoning.Application;
using Reasoning.Application.Runs;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

/// <summary>A store that delays or fails, callers that go, limits that are reached: the places always come back.</summary>
public sealed class LocalSessionsFailureTests : IDisposable
{
    private readonly SessionsHarness _server = new(new RunOptions { Max = 2, MaxPerSession = 1, QueueLength = 1 });
    private readonly TaskCompletionSource _store = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task StartRun_WhenTheServerIsFull_IsBusyUntilARunEnds()
    {
        var run = await _server.StartAsync(Some.Key("a")).InTime();
        await _server.StartAsync(Some.Key("b")).InTime();
        Assert.Equal(ErrorCode.Busy, await RefusalAsync(_server.StartAsync(Some.Key("c"))));

        await _server.CompleteAsync(run, Some.Key("a"));
        await Test.UntilAsync(() => HasPlace());
        await _server.StartAsync(Some.Key("c")).InTime();
    }

    [Fact]
    public async Task StartRun_WhenTheSessionIsFull_GivesThePlaceBack()
    {
        var run = await _server.StartAsync().InTime();
        Assert.Equal(ErrorCode.TooManyRuns, await RefusalAsync(_server.StartAsync()));

        await _server.CompleteAsync(run);
        await _server.AssertAllPlacesFreeAsync();
    }

    [Fact]
    public async Task StartRun_WhenTheStoreIsSlow_IsUnavailableAndStillStartsLater()
    {
        var client = await _server.FollowAsync();
        _server.Store.BeforeAppend = _ => _store.Task;
        var start = _server.StartAsync(asker: new Asker(client.Reader.Connection!.Value, "m1"));
        _server.Time.Advance(_server.Options.AcceptTimeout);
        Assert.Equal(ErrorCode.Unavailable, await RefusalAsync(start));

        _store.SetResult();
        Assert.Equal("reasoning_start", await client.NextTypeAsync());
        await _server.Sessions.InterruptAsync(Some.Session, null, Test.Token).InTime();
        await client.UntilAsync("reasoning_complete");
        await _server.AssertAllPlacesFreeAsync();
    }

    [Fact]
    public async Task StartRun_WhenTheStoreFails_EndsTheSessionAndGivesThePlaceBack()
    {
        var client = await _server.FollowAsync();
        _server.Store.BeforeAppend = _ => _store.Task;
        var start = _server.StartAsync();
        _store.SetException(new IOException("disk full"));
        Assert.IsType<SessionFailedException>(await client.EndAsync().InTime());
        _server.Time.Advance(_server.Options.AcceptTimeout);
        Assert.Equal(ErrorCode.Unavailable, await RefusalAsync(start));
        _server.Sessions.Detach(client.Reader);

        await _server.AssertAllPlacesFreeAsync();
        _server.Store.BeforeAppend = null;
        Assert.Equal("reasoning_start", await StartAgainAsync());
    }

    [Fact]
    public async Task StartRun_WhenItRacesTheFailure_GivesThePlaceBack()
    {
        var time = new HookedTime(Some.Time);
        using var server = new SessionsHarness(new RunOptions { Max = 2 }, time);
        var store = new TaskCompletionSource();
        var appending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Store.BeforeAppend = _ =>
        {
            appending.TrySetResult();
            return store.Task;
        };
        var first = server.StartAsync();
        await appending.Task.InTime();

        // The next turn has begun, and has yet to look into the mailbox.
        using var everythingIsThere = new ManualResetEventSlim();
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        time.OnNow = () =>
        {
            time.OnNow = null;
            turn.SetResult();
            everythingIsThere.Wait(Test.Token);
        };
        var interrupt = server.Sessions.InterruptAsync(Some.Session, null, Test.Token);
        await turn.Task.InTime();
        store.SetException(new IOException("disk full"));
        var second = server.StartAsync();
        everythingIsThere.Set();

        await server.AssertAllPlacesFreeAsync();
        server.Time.Advance(server.Options.AcceptTimeout);
        Assert.Equal(ErrorCode.Unavailable, await RefusalAsync(first));
        Assert.Equal(ErrorCode.Unavailable, await RefusalAsync(second));
        await Assert.ThrowsAsync<RequestRefusedException>(() => interrupt.InTime());
    }

    [Fact]
    public async Task StartRun_WhenTheSessionCannotBeOpened_GivesThePlaceBackEvenToALateRefusal()
    {
        _server.Store.BeforeOpen = () => _store.Task;
        var start = _server.StartAsync();
        _server.Time.Advance(_server.Options.AcceptTimeout);
        Assert.Equal(ErrorCode.Unavailable, await RefusalAsync(start));
        _store.SetException(new IOException("no disk"));

        await _server.AssertAllPlacesFreeAsync();
    }

    [Fact]
    public async Task StartRun_WhenTheCallerIsGoneBeforeItIsRefused_GivesThePlaceBack()
    {
        await _server.StartAsync().InTime();
        _server.Store.BeforeOpen = () => _store.Task;
        using var gone = new CancellationTokenSource();
        var session = Some.Key("b");
        var first = _server.Sessions.StartRunAsync(new StartRun(session, Some.Request, null, null), gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.InTime());
        _store.SetException(new IOException("no disk"));

        await _server.Sessions.InterruptAsync(Some.Session, null, Test.Token).InTime();
        await _server.AssertAllPlacesFreeAsync();
    }

    [Fact]
    public async Task Drain_WhenARunIsOnItsWay_RefusesIt()
    {
        var time = new HookedTime(Some.Time);
        using var server = new SessionsHarness(new RunOptions { Max = 2 }, time);
        Task? drained = null;
        time.OnNow = () =>
        {
            time.OnNow = null;
            drained = server.Sessions.DrainAsync(Test.Token);
        };

        Assert.Equal(ErrorCode.ShuttingDown, await RefusalAsync(server.StartAsync()));
        await drained!.InTime();
        await server.AssertAllPlacesFreeAsync();
    }

    [Fact]
    public async Task Drain_WhenTheStoreFailedBefore_StillGivesEveryPlaceBack()
    {
        await _server.StartAsync(Some.Key("a")).InTime();
        _server.Store.BeforeAppend = _ => _store.Task;
        var drain = _server.Sessions.DrainAsync(Test.Token);
        _store.SetException(new IOException("disk full"));

        await drain.InTime();
        await _server.AssertAllPlacesFreeAsync();
    }

    [Fact]
    public async Task Attach_WhenItTakesTooLong_LeavesNoReaderBehind()
    {
        _server.Store.BeforeOpen = () => _store.Task;
        var client = new FollowingClient(Some.Session, _server.Store);
        var attach = _server.Sessions.AttachAsync(client.Reader, Test.Token);
        _server.Time.Advance(_server.Options.AcceptTimeout);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => attach.InTime());
        _server.Sessions.Detach(client.Reader);
        _store.SetResult();
        _server.Store.BeforeOpen = null;

        await _server.Sessions.InterruptAsync(Some.Session, null, Test.Token).InTime();
        await Test.UntilAsync(() => !_server.FanOut.HasReaders(Some.Session));
    }

    [Fact]
    public async Task Append_WhenTheStoreIsSlow_HoldsTheAgentBack()
    {
        var run = await _server.StartAsync().InTime();
        _server.Store.BeforeAppend = _ => _store.Task;
        var toolUse = _server.SayAsync(run, Some.Taken(Some.ToolUse())).AsTask();
        Assert.False(toolUse.IsCompleted);

        _store.SetResult();
        Assert.True(await toolUse.InTime());
    }

    [Fact]
    public async Task Append_WhenTheRunIsStopped_DoesNotLetTheToolBegin()
    {
        using var stopped = new CancellationTokenSource();
        var run = await _server.StartAsync().InTime();
        _server.Store.BeforeAppend = _ => _store.Task;
        var address = new RunAddress(Some.Session, run);
        var toolUse = _server.Sessions.AppendAsync(address, Some.Taken(Some.ToolUse()), stopped.Token).AsTask();
        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => toolUse.InTime());
        _store.SetResult();
    }

    [Fact]
    public async Task Turn_WhenItFailsInTheMiddle_AnswersWhoeverWaitsBehind()
    {
        _server.Store.BeforeOpen = () => _store.Task;
        _server.Encoder.Before = static _ => throw new InvalidOperationException("A mistake of ours.");
        var first = _server.StartAsync();
        var second = _server.StartAsync();
        _store.SetResult();

        Assert.Equal(ErrorCode.Unavailable, await RefusalAsync(first));
        Assert.Equal(ErrorCode.Unavailable, await RefusalAsync(second));
        await _server.AssertAllPlacesFreeAsync();
    }

    [Fact]
    public async Task Turn_WhenItFailsInTheMiddle_GivesThePlacesBackOfThoseThatHadEnded()
    {
        using var server = new SessionsHarness(new RunOptions { Max = 2, QueueLength = 4 });
        using var bothAreThere = new ManualResetEventSlim();
        var (fails, ends) = (await server.StartAsync().InTime(), await server.StartAsync().InTime());
        var thoughts = 0;
        server.Encoder.Before = @event =>
        {
            if (@event.Run != fails)
                return;
            bothAreThere.Wait(Test.Token);
            if (++thoughts == 2)
                throw new InvalidOperationException("A mistake of ours.");
        };

        // The first holds its turn up, so that the next turn has the end of one run and then the failure.
        await server.SayAsync(fails, Some.Taken(Some.Thought()));
        await server.CompleteAsync(ends);
        await server.SayAsync(fails, Some.Taken(Some.Thought()));
        bothAreThere.Set();
        await Test.UntilAsync(() => server.Registry.Find(fails) is null);
        await server.AssertAllPlacesFreeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Turn_WhenARunsEndCannotBeWritten_GivesItsPlaceBackAndStopsItsWork(bool timesOut)
    {
        using var server = new SessionsHarness(new RunOptions { Max = 2, QueueLength = 4 });
        var run = await server.StartAsync().InTime();
        var stop = server.Registry.Find(run)!.StopToken;
        server.Encoder.Before = static @event =>
        {
            if (@event.Event is TerminalEvent)
                throw new InvalidOperationException("A mistake of ours.");
        };
        if (timesOut)
            server.Time.Advance(server.Options.Timeout);
        else
            await server.SayAsync(run, Some.Completed());

        await Test.UntilAsync(() => stop.IsCancellationRequested);
        await server.AssertAllPlacesFreeAsync();
    }

    private static async Task<ErrorCode> RefusalAsync(Task<RunId> start) =>
        (await Assert.ThrowsAsync<RequestRefusedException>(() => start.InTime())).Code;

    private bool HasPlace()
    {
        if (!_server.Registry.TryTake())
            return false;

        _server.Registry.FreePlace();
        return true;
    }

    private async Task<string> StartAgainAsync()
    {
        var client = await _server.FollowAsync();
        await _server.StartAsync().InTime();
        return await client.NextTypeAsync();
    }
}

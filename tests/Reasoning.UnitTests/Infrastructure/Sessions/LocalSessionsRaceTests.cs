using System.Collections.Concurrent;
using System.Text.Json;
using Reasoning.Application.Runs;
using Reasoning.Domain.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

/// <summary>Many threads at once: what races must not lose, repeat or reorder anything.</summary>
public sealed class LocalSessionsRaceTests : IDisposable
{
    private readonly SessionsHarness _server = new(new RunOptions { MaxPerSession = 1000, QueueLength = 4 });

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task StartRun_WhenManyPostAtOnce_TheLogHasEveryRunOnceAndWhole()
    {
        const int Runs = 64;
        _server.Work = async (command, _) =>
        {
            for (var step = 1; step <= 5; step++)
                await _server.SayAsync(command.Address.Run, Some.Taken(Some.Thought(), step));
            await _server.SayAsync(command.Address.Run, Some.Completed());
        };
        var client = await _server.FollowAsync();
        await AtOnceAsync(Runs, _ => _server.StartAsync());

        var ends = 0;
        var seen = await client.UntilAsync(message => FollowingClient.TypeOf(message) == "reasoning_complete" && ++ends == Runs);
        AssertLog(seen, Runs, eventsEach: 7);
        await _server.AssertAllPlacesFreeAsync();
    }

    [Fact]
    public async Task Attach_InTheTurnInWhichACommitIsShown_ShowsNothingTwice()
    {
        using var isBusy = new ManualResetEventSlim();
        using var bothAreThere = new ManualResetEventSlim();
        var run = await _server.StartAsync().InTime();
        var stored = new TaskCompletionSource();
        _server.Store.BeforeAppend = _ => stored.Task;
        await _server.SayAsync(run, Some.Taken(Some.Thought()));
        await Test.UntilAsync(() => _server.Store.Appends == 2);

        // A turn that lasts until both the end of the commit and the reader wait for the next.
        _server.Encoder.Before = _ =>
        {
            isBusy.Set();
            bothAreThere.Wait(Test.Token);
        };
        await _server.SayAsync(run, Some.Taken(Some.Thought(), 2));
        await Task.Run(() => isBusy.Wait(Test.Token), Test.Token);
        _server.Store.BeforeAppend = null;
        stored.SetResult();
        var client = new FollowingClient(Some.Session, _server.Store);
        var attach = _server.Sessions.AttachAsync(client.Reader, Test.Token);
        bothAreThere.Set();

        var head = (await attach.InTime()).Log.LastSeq;
        Assert.Equal(2, head);
        client.Reader.Start("""{"type":"connected"}"""u8.ToArray(), head, startAfter: null);
        await _server.CompleteAsync(run);
        var seen = await client.UntilAsync("reasoning_complete");
        Assert.Equal([3L, 4L], seen.Skip(1).Select(message => message.GetProperty("seq").GetInt64()));
    }

    [Fact]
    public async Task Interrupt_WhenItRacesTheEnd_EveryRunEndsOnce()
    {
        const int Runs = 64;
        var client = await _server.FollowAsync();
        var runs = await AtOnceAsync(Runs, _ => _server.StartAsync());
        await AtOnceAsync(Runs * 2, async index =>
        {
            if (index % 2 == 0)
                await _server.CompleteAsync(runs[index / 2]);
            else
                await _server.Sessions.InterruptAsync(Some.Session, runs[index / 2], Test.Token);
            return 0;
        });

        var ends = 0;
        var seen = await client.UntilAsync(message => FollowingClient.TypeOf(message) == "reasoning_complete" && ++ends == Runs);
        AssertLog(seen, Runs, eventsEach: 2);
        await _server.AssertAllPlacesFreeAsync();
    }

    [Fact]
    public async Task Retire_WhenItRacesReturningClients_LosesNobody()
    {
        var session = Some.Key("returning");
        var epochs = new ConcurrentBag<Epoch>();
        for (var round = 0; round < 100; round++)
        {
            await AtOnceAsync(4, async index =>
            {
                if (index == 0)
                {
                    var run = await _server.StartAsync(session);
                    await _server.CompleteAsync(run, session);
                    return 0;
                }

                var client = new FollowingClient(session, _server.Store);
                var attachment = await _server.Sessions.AttachAsync(client.Reader, Test.Token);
                epochs.Add(attachment.Log.Epoch);
                _server.Sessions.Detach(client.Reader);
                return 0;
            });
        }

        Assert.Single(epochs.Distinct());
        Assert.Empty(_server.SessionLog.Errors);
        await _server.AssertAllPlacesFreeAsync();
        await Test.UntilAsync(() => !_server.FanOut.HasReaders(session));
    }

    private static async Task<T[]> AtOnceAsync<T>(int count, Func<int, Task<T>> act)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var tasks = Enumerable.Range(0, count).Select(index => Task.Run(async () =>
        {
            await start.Task;
            return await act(index);
        })).ToList();
        start.SetResult();
        return await Task.WhenAll(tasks).InTime();
    }

    private static void AssertLog(List<JsonElement> seen, int runs, int eventsEach)
    {
        Assert.Equal(Enumerable.Range(1, runs * eventsEach), seen.Select(message => message.GetProperty("seq").GetInt32()));
        var byRun = seen.GroupBy(message => message.GetProperty("run_id").GetString()).ToList();
        Assert.Equal(runs, byRun.Count);
        Assert.All(byRun, run =>
        {
            Assert.Equal(eventsEach, run.Count());
            Assert.Equal("reasoning_start", FollowingClient.TypeOf(run.First()));
            Assert.Equal("reasoning_complete", FollowingClient.TypeOf(run.Last()));
        });
    }
}

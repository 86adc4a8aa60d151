using Microsoft.Extensions.Time.Testing;
using Reasoning.Application.Runs;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

/// <summary>Pieces of a step that grows: they cost few turns of their session, and none waits longer than the interval.</summary>
public sealed class LocalSessionsDeltasTests
{
    [Fact]
    public async Task AppendDelta_WhileATurnIsDue_TakesNoneOfItsOwn()
    {
        var time = new TurnCounter();
        using var server = new SessionsHarness(time: time);
        var client = await server.FollowAsync(wantsDeltas: true);
        var run = await server.StartAsync().InTime();
        await StreamAsync(server, run, "Hello");
        Assert.Equal("Hello", await NextPieceAsync(client));
        await Test.UntilAsync(() => server.IsQuiet(Some.Session));
        var before = time.Turns;

        await StreamAsync(server, run, " again");
        await StreamAsync(server, run, " and");
        await StreamAsync(server, run, " again");
        time.Advance(server.Options.DeltaInterval);

        Assert.Equal(" again and again", await NextPieceAsync(client));
        Assert.Equal(before + 1, time.Turns);
    }

    [Fact]
    public async Task AppendDelta_WhenTheQueueIsFullOfThem_IsTakenBeforeTheInterval()
    {
        using var server = new SessionsHarness(new RunOptions { QueueLength = 4, DeltaInterval = TimeSpan.FromSeconds(10) });
        var client = await server.FollowAsync(wantsDeltas: true);
        var run = await server.StartAsync().InTime();
        await StreamAsync(server, run, "0");
        Assert.Equal("0", await NextPieceAsync(client));

        for (var piece = 1; piece <= 50; piece++)
            await StreamAsync(server, run, "x").InTime();

        // Its step settles what was not shown yet.
        await server.SayAsync(run, Some.Taken(Some.Thought()));
        await client.UntilAsync("reasoning_step");
    }

    [Fact]
    public async Task Append_WhenTheQueueIsFullOfPieces_IsShownBeforeTheInterval()
    {
        const int QueueLength = 4;
        using var server = new SessionsHarness(new RunOptions { QueueLength = QueueLength, DeltaInterval = TimeSpan.FromSeconds(10) });
        var client = await server.FollowAsync(wantsDeltas: true);
        var run = await server.StartAsync().InTime();
        await StreamAsync(server, run, "0");
        Assert.Equal("0", await NextPieceAsync(client));
        await Test.UntilAsync(() => server.IsQuiet(Some.Session));

        for (var piece = 0; piece < QueueLength; piece++)
            await StreamAsync(server, run, "x").InTime();
        Assert.True(server.IsQuiet(Some.Session));
        Assert.True(await server.SayAsync(run, Some.Taken(Some.Thought())).AsTask().InTime());
        await client.UntilAsync("reasoning_step");
    }

    [Fact]
    public async Task AppendDelta_AtTheMomentInWhichATurnEnds_IsShownAllTheSame()
    {
        using var server = new SessionsHarness(new RunOptions { Timeout = TimeSpan.FromDays(7) });
        var client = await server.FollowAsync(wantsDeltas: true);
        var run = await server.StartAsync().InTime();

        // Each piece comes when the one before is seen, while the turn that showed it comes to its end, and time goes on,
        // so that some come into a pause, some before the next look and some just as it is taken.
        for (var piece = 0; piece < 2_000; piece++)
        {
            await StreamAsync(server, run, "x");
            var next = NextPieceAsync(client);
            while (!next.IsCompleted)
            {
                server.Time.Advance(server.Options.DeltaInterval / 3);
                await Task.Yield();
            }

            Assert.Equal("x", await next);
        }
    }

    private static Task<bool> StreamAsync(SessionsHarness server, RunId run, string content) =>
        server.Sessions.AppendDeltaAsync(
            new RunAddress(Some.Session, run, 1), new StepDelta(new StepId(1, 1), DeltaKind.Thought, 1, content), Test.Token).AsTask();

    private static async Task<string> NextPieceAsync(FollowingClient client)
    {
        var seen = await client.UntilAsync("reasoning_delta");
        return seen[^1].GetProperty("data").GetProperty("content").GetString()!;
    }

    /// <summary>Each turn of a session asks the clock once.</summary>
    private sealed class TurnCounter() : FakeTimeProvider(Some.Time)
    {
        private int _turns;

        public int Turns => Volatile.Read(ref _turns);

        public override long GetTimestamp()
        {
            Interlocked.Increment(ref _turns);
            return base.GetTimestamp();
        }
    }
}

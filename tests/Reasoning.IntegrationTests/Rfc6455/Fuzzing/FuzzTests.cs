using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Rfc6455.Fuzzing;

/// <summary>Frames by chance, right and wrong, on several connections at a time: each gets what the RFC says, and nobody else notices.</summary>
public sealed class FuzzTests
{
    private const int AtATime = 8;

    [Fact]
    public async Task Server_WhateverIsSent_AnswersAsTheRfcSays()
    {
        var settings = FuzzSettings.FromEnvironment();
        var count = new FuzzCount();

        // Without heartbeats, which would come between.
        await using var server = await TestServer.StartAsync(
            ("Connections:MaxMessageBytes", $"{FrameScript.MaxMessageBytes}"),
            ("Connections:HeartbeatInterval", "01:00:00"), ("Connections:HeartbeatTimeout", "02:00:00"));
        await using var neighbour = await server.ConnectAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var started = TimeProvider.System.GetTimestamp();
        var next = settings.Seed - 1;

        async Task FuzzAsync()
        {
            while (!stop.IsCancellationRequested && TimeProvider.System.GetElapsedTime(started) < settings.Duration)
                await TryAsync(server, Interlocked.Increment(ref next), count, stop);
        }

        async Task WatchAsync(Task fuzzing)
        {
            while (!fuzzing.IsCompleted)
                await neighbour.PingAsync();
        }

        var fuzzing = Task.WhenAll(Enumerable.Range(0, AtATime).Select(_ => Task.Run(FuzzAsync)));
        await WatchAsync(fuzzing);
        Print($"Fuzzed with REASONING_FUZZ_SEED={settings.Seed}: {count}");
        await fuzzing;

        // What was never tried proves nothing.
        string[] ends = ["open", "close", "bad close 1002", "bad close 1007", "violation 1002", "violation 1003", "violation 1007", "violation 1009"];
        Assert.All(ends, end => Assert.True(count.Connections < 2_000 || count[end] > 0, $"There was no {end}."));
        await neighbour.DisposeAsync();
        await server.HasNothingLeftAsync();
    }

    private static async Task TryAsync(TestServer server, int seed, FuzzCount count, CancellationTokenSource stop)
    {
        var script = new FrameScript(seed);
        try
        {
            await new FuzzConnection(server.Address, script).RunAsync();
            count.Add(script, script.Reading);
        }
        catch (Exception failure)
        {
            await stop.CancelAsync();
            throw new InvalidOperationException(
                $"REASONING_FUZZ_SEED={seed}, expected: {script.Reading.EndName} ({script.Reading.CloseCode}), "
                + $"bytes: {Convert.ToHexString([.. script.Bytes])}", failure);
        }
    }

    private static void Print(string line)
    {
        Console.WriteLine(line);
        TestContext.Current.TestOutputHelper?.WriteLine(line);
    }
}

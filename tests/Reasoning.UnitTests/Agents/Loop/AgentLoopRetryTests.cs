using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using Reasoning.Application.Agents;
using Reasoning.Application.Agents.Loop;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;
using Reasoning.UnitTests.Support;
using static Reasoning.UnitTests.Agents.Loop.ScriptedClient;

namespace Reasoning.UnitTests.Agents.Loop;

/// <summary>A model that fails for the moment is asked again, and clients are told when they had seen something.</summary>
public sealed class AgentLoopRetryTests
{
    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly AgentLoopOptions _options = new()
    {
        ModelRetries = 2, MaxRetryDelay = TimeSpan.FromSeconds(20), ModelSilence = TimeSpan.FromDays(1),
    };
    private readonly LogRecorder<AgentLoop> _log = new();

    [Theory]
    [InlineData(ModelFailure.RateLimited)]
    [InlineData(ModelFailure.Unavailable)]
    [InlineData(ModelFailure.TimedOut)]
    [InlineData(ModelFailure.Broken)]
    public async Task RunAsync_WhenTheModelFailsForTheMoment_AsksAgainAndSaysNothing(ModelFailure failure)
    {
        var client = new FailingClient([() => throw new ModelException(failure)], [() => Say("ok"), () => End()]);
        Assert.Equal(["answer ok"], await OutputsAsync(client));
        Assert.Equal(2, client.Calls);
    }

    [Fact]
    public async Task RunAsync_WhenItFailsAfterItHasSpoken_SaysThatTheTurnBeginsAnew()
    {
        var client = new FailingClient(
            [() => Think("Let me "), () => throw new ModelException(ModelFailure.Unavailable)],
            [() => Think("Well."), () => Say("ok"), () => End()]);

        Assert.Equal(
            [
                "Thought anew Let me",
                "error The model's provider cannot be reached or failed; try again later. It begins this turn anew.",
                "Thought anew Well.", "thought Well.", "Text anew ok", "answer ok",
            ],
            await OutputsAsync(client, withDeltas: true));
    }

    [Fact]
    public async Task RunAsync_WhenItBreaksOff_AsksAgain()
    {
        var client = new FailingClient([() => Say("Half an ans")], [() => Say("A whole answer."), () => End()]);
        Assert.Equal(
            ["error The model broke off before it had finished. It begins this turn anew.", "answer A whole answer."], await OutputsAsync(client));
    }

    [Fact]
    public async Task RunAsync_WhenItFailsAgainAndAgain_GivesUpAndCountsTheTokens()
    {
        var client = new FailingClient([() => Used(10, 1), () => throw new ModelException(ModelFailure.Unavailable)]);
        List<AgentOutput> outputs = [];
        var failure = await Assert.ThrowsAsync<AgentException>(() => ReadAsync(client, outputs));

        Assert.Equal((ErrorCode.AgentFailed, 3), (failure.Code, client.Calls));
        Assert.Equal("The model's provider cannot be reached or failed; try again later.", failure.Message);
        Assert.Equal(30, outputs.OfType<AgentUsage>().Sum(used => used.Usage.InputTokens));
        Assert.Equal(2, _log.Lines.Count);
    }

    [Theory]
    [InlineData(ModelFailure.Unauthorized)]
    [InlineData(ModelFailure.NotFound)]
    [InlineData(ModelFailure.Rejected)]
    [InlineData(ModelFailure.Unknown)]
    public async Task RunAsync_WhenToAskAgainDoesNotHelp_FailsAtOnce(ModelFailure kind)
    {
        var client = new FailingClient([() => throw new ModelException(kind, innerException: new InvalidOperationException("secret"))]);
        var failure = await Assert.ThrowsAsync<AgentException>(() => ReadAsync(client, []));
        Assert.Equal(1, client.Calls);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WhenTheProviderTellsHowLongToWait_WaitsSoLong()
    {
        var client = new FailingClient([() => throw new ModelException(ModelFailure.RateLimited, TimeSpan.FromSeconds(7))], [() => Say("ok"), () => End()]);
        var running = Loop(client).RunAsync([], [], Test.Token).ToListAsync(Test.Token).AsTask();
        await Test.UntilAsync(() => _log.Lines.Count == 1);
        _time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.Equal(1, client.Calls);
        _time.Advance(TimeSpan.FromSeconds(0.7));
        await running.InTime();
        Assert.Equal(2, client.Calls);
    }

    [Fact]
    public async Task RunAsync_WhenTheProviderWantsALongerWait_FailsAtOnce()
    {
        var client = new FailingClient([() => throw new ModelException(ModelFailure.RateLimited, TimeSpan.FromSeconds(21))]);
        var failure = await Assert.ThrowsAsync<AgentException>(() => ReadAsync(client, []));
        Assert.Equal("The model's provider accepts no more requests for now; try again later.", failure.Message);
        Assert.Equal(1, client.Calls);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task RunAsync_WhenTheModelSaysNothingForTooLong_IsAskedAgain(int updates)
    {
        _options.ModelSilence = TimeSpan.FromSeconds(7);
        var (client, isSilent) = Silent(updates);
        var running = AgentRuns.StepsAsync(Loop(client).RunAsync([], [], Test.Token));
        await isSilent.InTime();
        _time.Advance(_options.ModelSilence);
        await AdvanceUntilAsync(running, () => client.Conversations.Count);
        Assert.Equal("ok", (await running)[^1].Content);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_WhenTheModelDoesNotStop_FailsAndIsNotAskedAgain(bool inPieces)
    {
        var turn = inPieces
            ? Enumerable.Range(0, 200).SelectMany(_ => new[] { Think("Hm."), Say("a") })
            : Enumerable.Repeat(Say(new string('a', 100_000)), 11);
        var client = new ScriptedClient([.. turn, End()], [Say("ok"), End()]);
        var failure = await Assert.ThrowsAsync<AgentException>(() => AgentRuns.StepsAsync(Loop(client).RunAsync([], [], Test.Token)).InTime());
        Assert.Equal("The model said more than it may in one turn.", failure.Message);
        Assert.Single(client.Conversations);
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(long.MaxValue)]
    public async Task RunAsync_WhenTheCountOfTokensCannotBe_LeavesItOut(long tokens)
    {
        var client = new ScriptedClient([Say("ok"), Used(tokens, 3), End()]);
        var outputs = await Loop(client).RunAsync([], [], Test.Token).ToListAsync(Test.Token);
        Assert.Equal(new TokenUsage(null, 3, null, null), outputs.OfType<AgentUsage>().Single().Usage);
    }

    [Fact]
    public async Task RunAsync_WhenTheModelTakesTooLongForATurn_IsAskedAgain()
    {
        _options.ModelTime = TimeSpan.FromSeconds(7);
        var (client, isSilent) = Silent(updates: 1);
        var running = AgentRuns.StepsAsync(Loop(client).RunAsync([], [], Test.Token));
        await isSilent.InTime();
        _time.Advance(_options.ModelTime);
        await AdvanceUntilAsync(running, () => client.Conversations.Count);
        Assert.Equal("ok", (await running)[^1].Content);
    }

    [Fact]
    public async Task RunAsync_WhenItTakesLongerThanTheAgentMay_EndsWithATimeout()
    {
        _options.RunTime = TimeSpan.FromSeconds(7);
        var (client, isSilent) = Silent(updates: 1);
        var running = AgentRuns.StepsAsync(Loop(client).RunAsync([], [], Test.Token));
        await isSilent.InTime();
        _time.Advance(_options.RunTime);
        var failure = await Assert.ThrowsAsync<AgentException>(() => running.InTime());
        Assert.Equal((ErrorCode.AgentTimeout, "The agent took longer than its 7 s."), (failure.Code, failure.Message));
        Assert.Single(client.Conversations);
    }

    [Theory]
    [InlineData(1, 0, 250)]
    [InlineData(1, 1, 500)]
    [InlineData(3, 1, 2_000)]
    [InlineData(50, 1, 20_000)]
    public void After_WhenTheProviderSaysNothing_IsTwiceAsLongEachTime(int attempt, double random, int milliseconds) =>
        Assert.Equal(
            TimeSpan.FromMilliseconds(milliseconds), RetryDelay.After(attempt, retryAfter: null, TimeSpan.FromSeconds(20), random));

    /// <summary>A model that does not end its first turn.</summary>
    private static (ScriptedClient Client, Task IsSilent) Silent(int updates)
    {
        var asked = 0;
        var isSilent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var client = new ScriptedClient([.. Enumerable.Repeat(Think("Hm."), updates), End()], [Say("ok"), End()])
        {
            BeforeLastUpdate = async token =>
            {
                if (++asked > 1)
                    return;
                isSilent.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            },
        };
        return (client, isSilent.Task);
    }

    private AgentLoop Loop(IChatClient client) => new(client, [], _options, _time, _log);

    private async Task<List<string>> OutputsAsync(FailingClient client, bool withDeltas = false)
    {
        List<AgentOutput> outputs = [];
        await ReadAsync(client, outputs);
        return [.. outputs.Where(output => withDeltas || output is AgentStep).Select(Describe)];
    }

    private async Task ReadAsync(FailingClient client, List<AgentOutput> outputs)
    {
        var reading = Task.Run(async () =>
        {
            await foreach (var output in Loop(client).RunAsync([], [], Test.Token))
                outputs.Add(output);
        });
        await AdvanceUntilAsync(reading, () => client.Calls);
        await reading;
    }

    /// <summary>Time goes on while the loop waits before it asks again, which it has said in its log.</summary>
    private async Task AdvanceUntilAsync(Task running, Func<int> calls)
    {
        while (!running.IsCompleted)
        {
            if (_log.Lines.Count >= calls())
                _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private static string Describe(AgentOutput output) => output switch
    {
        AgentDelta delta => $"{delta.Kind}{(delta.IsAnew ? " anew" : "")} {delta.Content.Trim()}",
        AgentStep { Step: ErrorStep error } => $"error {error.Content}",
        AgentStep { Step: ThoughtStep thought } => $"thought {thought.Content}",
        AgentStep { Step: FinalAnswerStep answer } => $"answer {answer.Content}",
        _ => output.ToString(),
    };
}

using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Reasoning.Application.Agents;
using Reasoning.Application.Agents.Loop;
using Reasoning.Domain.Steps;
using Reasoning.UnitTests.Support;
using static Reasoning.UnitTests.Agents.Loop.ScriptedClient;

namespace Reasoning.UnitTests.Agents.Loop;

/// <summary>The calls of one turn are under way together, each for itself.</summary>
public sealed class AgentLoopParallelTests
{
    private readonly Dictionary<string, TaskCompletionSource<string>> _gates = [];
    private readonly AgentLoopOptions _options = new() { MaxParallelCalls = 2 };
    private readonly List<string> _begun = [];
    private int _stopped;

    [Fact]
    public async Task RunAsync_WhenATurnHasSeveralCalls_ShowsEachResultWhenItIsThere()
    {
        var client = new ScriptedClient([Wait("a"), Wait("b"), Wait("c"), End()], [Say("ok"), End()]);
        await using var steps = Run(client, Test.Token);
        Assert.Equal(["use a", "use b"], await NextAsync(steps, 2));

        // As many as may are under way; the one that is done first makes room.
        Gate("b").SetResult("B");
        Assert.Equal(["result b", "use c"], await NextAsync(steps, 2));
        Gate("c").SetResult("C");
        Assert.Equal(["result c"], await NextAsync(steps, 1));
        Gate("a").SetResult("A");
        Assert.Equal(["result a", "answer"], await NextAsync(steps, 2));
        Assert.Equal(["a", "b", "c"], _begun.Order());

        // The model reads them in the order in which it asked.
        var told = client.Conversations[1].SelectMany(message => message.Contents).OfType<FunctionResultContent>();
        Assert.Equal(["A", "B", "C"], told.Select(result => result.Result));
    }

    [Fact]
    public async Task RunAsync_WhenItIsStopped_TellsEveryToolAndWaitsForWhatTheyHaveToSay()
    {
        using var stop = new CancellationTokenSource();
        await using var steps = Run(new ScriptedClient([Wait("a"), Wait("stubborn"), Wait("c"), End()]), stop.Token);
        Assert.Equal(["use a", "use stubborn"], await NextAsync(steps, 2));
        var next = steps.MoveNextAsync().AsTask();
        await Test.UntilAsync(() => _begun.Count == 2);

        await stop.CancelAsync();
        await Test.UntilAsync(() => Volatile.Read(ref _stopped) == 1);
        Assert.False(next.IsCompleted);
        Gate("stubborn").SetResult("done");
        Assert.True(await next.InTime());
        Assert.Equal("result stubborn", Describe(steps.Current));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await steps.MoveNextAsync());
        Assert.Equal(["a", "stubborn"], _begun.Order());
    }

    [Fact]
    public async Task RunAsync_WhenNobodyListensAnyMore_StopsTheToolsAtWork()
    {
        var steps = Run(new ScriptedClient([Wait("a"), Wait("b"), End()]), Test.Token);
        Assert.Equal(["use a", "use b"], await NextAsync(steps, 2));
        await Test.UntilAsync(() => _begun.Contains("a"));

        await steps.DisposeAsync();
        await Test.UntilAsync(() => Volatile.Read(ref _stopped) == 1);
    }

    private static ChatResponseUpdate Wait(string name) => Call("wait", name, ("name", name));

    private IAsyncEnumerator<AgentOutput> Run(ScriptedClient client, CancellationToken token)
    {
        var wait = AIFunctionFactory.Create(WaitAsync, "wait");
        return new AgentLoop(client, [wait], _options, TimeProvider.System, NullLogger<AgentLoop>.Instance)
            .RunAsync([], [], token).GetAsyncEnumerator(token);
    }

    private async Task<string> WaitAsync(string name, CancellationToken token)
    {
        lock (_begun)
            _begun.Add(name);
        if (name == "stubborn")
            return await Gate(name).Task;
        try
        {
            return await Gate(name).Task.WaitAsync(token);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref _stopped);
            throw;
        }
    }

    private TaskCompletionSource<string> Gate(string name)
    {
        lock (_gates)
        {
            if (!_gates.TryGetValue(name, out var gate))
                _gates.Add(name, gate = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
            return gate;
        }
    }

    private static async Task<List<string>> NextAsync(IAsyncEnumerator<AgentOutput> steps, int count)
    {
        List<string> seen = [];
        while (seen.Count < count)
        {
            Assert.True(await steps.MoveNextAsync().AsTask().InTime());
            if (steps.Current is AgentStep)
                seen.Add(Describe(steps.Current));
        }

        return seen;
    }

    private static string Describe(AgentOutput output) => output is AgentStep { Step: var step }
        ? step switch
        {
            ToolUseStep use => $"use {use.ToolCallId}",
            ToolResultStep result => $"result {result.ToolCallId}",
            FinalAnswerStep => "answer",
            _ => step.Content,
        }
        : output.ToString();
}

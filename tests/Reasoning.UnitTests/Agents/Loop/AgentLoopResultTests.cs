using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Reasoning.Application.Agents;
using Reasoning.Application.Agents.Loop;
using Reasoning.Domain.Steps;
using static Reasoning.UnitTests.Agents.Loop.ScriptedClient;

namespace Reasoning.UnitTests.Agents.Loop;

/// <summary>Results that are longer than a model should pay for.</summary>
public sealed class AgentLoopResultTests
{
    private static readonly AgentLoopOptions Options = new() { MaxToolResultCharacters = 100, MaxLoggedResultCharacters = 300 };

    [Theory]
    [InlineData(100, 100, 100)]
    [InlineData(250, 250, 100)]
    [InlineData(1000, 301, 100)]
    public async Task RunAsync_WhenAResultIsLong_ShowsMoreOfItThanTheModelIsTold(int length, int shown, int told)
    {
        var client = Client();
        var steps = await RunAsync(client, length, notes: []);

        Assert.Equal(shown, steps.Select(step => step.Step).OfType<ToolResultStep>().Single().Content.Length);
        var result = ResultIn(client);
        Assert.StartsWith(new string('x', told), result, StringComparison.Ordinal);
        Assert.Equal(length > told, result.EndsWith($"[The first 100 of {length} characters.]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_WhenItContinues_TellsTheModelTheSame()
    {
        var client = Client();
        var notes = (await RunAsync(client, 250, notes: [])).Select(step => step.Note).OfType<string>().ToList();

        var again = new ScriptedClient([Say("Done."), End()]);
        await RunAsync(again, 250, notes);
        Assert.Equal(ResultIn(client), ResultIn(again));
    }

    [Fact]
    public async Task RunAsync_WhenAToolFailsAtLength_CutsItToo()
    {
        var client = Client();
        var talkative = AIFunctionFactory.Create(string () => throw new ToolException(new string('x', 1000)), "much");
        var step = (await RunAsync(client, talkative, notes: [])).Select(step => step.Step).OfType<ToolResultStep>().Single();

        Assert.True(step.IsError);
        Assert.Equal(301, step.Content.Length);
        Assert.EndsWith("[The first 100 of 1000 characters.]", ResultIn(client), StringComparison.Ordinal);
    }

    private static ScriptedClient Client() => new([Call("much"), End()], [Say("Done."), End()]);

    private static string ResultIn(ScriptedClient client) =>
        (string)client.Conversations[^1].SelectMany(message => message.Contents).OfType<FunctionResultContent>().Single().Result!;

    private static Task<List<AgentStep>> RunAsync(ScriptedClient client, int length, List<string> notes) =>
        RunAsync(client, AIFunctionFactory.Create(() => new string('x', length), "much"), notes);

    private static async Task<List<AgentStep>> RunAsync(ScriptedClient client, AIFunction tool, List<string> notes) =>
        await new AgentLoop(client, [tool], Options, TimeProvider.System, NullLogger<AgentLoop>.Instance)
            .RunAsync([new ChatMessage(ChatRole.User, "Go")], notes, TestContext.Current.CancellationToken)
            .OfType<AgentStep>()
            .ToListAsync(TestContext.Current.CancellationToken);
}

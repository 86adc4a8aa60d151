using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Reasoning.Application.Agents;
using Reasoning.Application.Agents.Loop;
using Reasoning.Domain.Steps;
using static Reasoning.UnitTests.Agents.Loop.ScriptedClient;

namespace Reasoning.UnitTests.Agents.Loop;

/// <summary>Arguments that can be read but not written, or not within everything that they are written into.</summary>
public sealed class AgentLoopArgumentsTests
{
    public static TheoryData<string> Arguments =>
    [
        """{"text":"\ud83d"}""",
        """{"text":{"\ud83d":1}}""",
        $$"""{"text":{{new string('[', 60)}}{{new string(']', 60)}}}""",
    ];

    [Theory]
    [MemberData(nameof(Arguments))]
    public async Task RunAsync_WhenArgumentsCannotBeWritten_TellsTheModel(string arguments)
    {
        var call = FunctionCallContent.CreateFromParsedArguments(
            arguments, "c1", "echo", json => JsonSerializer.Deserialize<Dictionary<string, object?>>(json));
        Assert.Null(call.Exception);
        var client = new ScriptedClient([new(ChatRole.Assistant, [call]), End()], [Say("Done."), End()]);
        var steps = await RunAsync(client, notes: []);

        var result = Assert.Single(steps.Select(step => step.Step).OfType<ToolResultStep>());
        Assert.Equal((true, "The arguments are no valid JSON object."), (result.IsError, result.Content));
        Assert.IsType<FinalAnswerStep>(steps[^1].Step);

        // And so does what was stored.
        var again = await RunAsync(new ScriptedClient([Say("Done."), End()]), [.. steps.Select(step => step.Note).OfType<string>()]);
        Assert.IsType<FinalAnswerStep>(Assert.Single(again).Step);
    }

    private static async Task<List<AgentStep>> RunAsync(ScriptedClient client, List<string> notes) =>
        await new AgentLoop(
                client, [AIFunctionFactory.Create((JsonElement text) => text, "echo")], new AgentLoopOptions(), TimeProvider.System, NullLogger<AgentLoop>.Instance)
            .RunAsync([new ChatMessage(ChatRole.User, "Go")], notes, TestContext.Current.CancellationToken)
            .OfType<AgentStep>()
            .ToListAsync(TestContext.Current.CancellationToken);
}

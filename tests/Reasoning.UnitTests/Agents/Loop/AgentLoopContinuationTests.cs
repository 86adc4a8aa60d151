using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Reasoning.Application.Agents;
using Reasoning.Application.Agents.Loop;
using Reasoning.Domain.Steps;
using static Reasoning.UnitTests.Agents.Loop.ScriptedClient;

namespace Reasoning.UnitTests.Agents.Loop;

/// <summary>A run is cut after each of its outputs in turn and continued from what was stored by then.</summary>
public sealed class AgentLoopContinuationTests
{
    private readonly AgentLoopOptions _options = new() { MaxToolCalls = 3, MaxParallelCalls = 1 };
    private readonly List<string> _invoked = [];

    public static TheoryData<int> Cuts => [.. Enumerable.Range(0, 14)];

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task RunAsync_WhereverItWasCut_GoesOnAsIfItHadNotBeen(int cut)
    {
        var whole = new ScriptedClient(Script);
        var steps = await StepsAsync(whole, notes: [], repeatable: true);
        _invoked.Clear();

        var first = (await OutputsAsync(new ScriptedClient(Script), [], repeatable: true)).Take(cut).OfType<AgentStep>().ToList();
        var notes = Notes(first);
        _invoked.Clear();
        var again = new ScriptedClient(Script[TurnsIn(notes)..]);
        var rest = await StepsAsync(again, notes, repeatable: true);

        // Only a thought whose turn was not stored yet may come twice.
        List<ReasoningStep> both = [.. first.Select(step => step.Step), .. rest];
        Assert.Equal(Describe(steps), Describe(both).Distinct());
        Assert.Equal(both.OfType<ToolUseStep>().Select(use => use.ToolCallId), both.OfType<ToolUseStep>().Select(use => use.ToolCallId).Distinct());
        Assert.Equal(Describe(whole.Conversations[^1]), Describe(again.Conversations[^1]));

        // A tool whose result was stored is not called again.
        Assert.Equal(3 - first.Count(step => step.Step is ToolResultStep), _invoked.Count);
    }

    [Fact]
    public async Task RunAsync_WhenACallWasCutShort_DoesNotMakeItAgainUnlessItMayBeRepeated()
    {
        var first = await OutputsAsync(new ScriptedClient(Script), [], repeatable: false);
        var notes = Notes(first.OfType<AgentStep>().TakeWhile(step => step.Step is not ToolResultStep));
        _invoked.Clear();

        var rest = await StepsAsync(new ScriptedClient(Script[1..]), notes, repeatable: false);
        var unknown = Assert.IsType<ToolResultStep>(rest[0]);
        Assert.True(unknown.IsError);
        Assert.Contains("unknown", unknown.Content, StringComparison.Ordinal);
        Assert.Equal(["b", "c"], _invoked);
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public async Task RunAsync_WhenOneOfTwoCallsHadEnded_MakesTheOtherOnly(string ended, string cut)
    {
        var first = await OutputsAsync(new ScriptedClient(Script), [], repeatable: true, new AgentLoopOptions { MaxParallelCalls = 2 });

        // Both were begun before either ended; only one had when the server fell.
        var notes = Notes(first.OfType<AgentStep>().Where(step => step.Step switch
        {
            ToolUseStep use => use.Iteration == 1,
            ToolResultStep result => result.Content == ended,
            _ => false,
        }));
        Assert.Equal(3, notes.Count);
        _invoked.Clear();
        var client = new ScriptedClient(Script[1..]);
        var rest = await StepsAsync(client, notes, repeatable: true);

        Assert.Equal(cut, _invoked[0]);
        Assert.DoesNotContain(ended, _invoked);
        Assert.DoesNotContain(rest.OfType<ToolUseStep>(), use => use.Iteration == 1);
        Assert.Equal(["tool answers c1 a", "tool answers c2 b"], Describe(client.Conversations[0]).Where(line => line.Contains("answers", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task RunAsync_WhenArgumentsCouldNotBeRead_StillDoesNotMakeTheCall()
    {
        var call = new FunctionCallContent("c1", "echo") { Exception = new FormatException() };
        ChatResponseUpdate[][] script = [[new ChatResponseUpdate(ChatRole.Assistant, [call]), End()], [Say("Done."), End()]];
        var first = await OutputsAsync(new ScriptedClient(script), [], repeatable: true);
        var notes = Notes(first.OfType<AgentStep>().Where(step => step.Step is ToolUseStep));

        var rest = await StepsAsync(new ScriptedClient(script[1..]), notes, repeatable: true);
        Assert.Equal("The arguments are no valid JSON object.", Assert.IsType<ToolResultStep>(rest[0]).Content);
        Assert.Empty(_invoked);
    }

    [Fact]
    public async Task RunAsync_WhenItContinues_CountsTheTokensOfBefore()
    {
        ChatResponseUpdate[][] script = [[Call("echo", "c1", ("text", "a")), Used(10, 2), End()], [Say("ok"), Used(20, 3), End()]];
        var first = await OutputsAsync(new ScriptedClient(script), [], repeatable: true);
        var notes = Notes(first.OfType<AgentStep>().Where(step => step.Step is not FinalAnswerStep));

        var usage = (await OutputsAsync(new ScriptedClient(script[1..]), notes, repeatable: true)).OfType<AgentUsage>();
        Assert.Equal([10L, 20L], usage.Select(used => used.Usage.InputTokens));
    }

    // The second turn uses an id again, and its last call is one too many.
    private static ChatResponseUpdate[][] Script =>
    [
        [Think("First."), Call("echo", "c1", ("text", "a")), Call("echo", "c2", ("text", "b")), End()],
        [Say("Second."), Call("echo", "c1", ("text", "c")), Call("echo", "c9", ("text", "d")), End()],
        [Say("Done."), End()],
    ];

    private static List<string> Notes(IEnumerable<AgentStep> steps) => [.. steps.Select(step => step.Note).OfType<string>()];

    private static int TurnsIn(IEnumerable<string> notes) => notes.Count(note => LoopNote.Parse(note).Turn is not null);

    private static IEnumerable<string> Describe(IEnumerable<ReasoningStep> steps) => steps.Select(step => step switch
    {
        ToolUseStep use => $"use {use.ToolCallId} {use.Content}",
        ToolResultStep result => $"result {result.ToolCallId} {result.Content}",
        _ => $"{step.GetType().Name} {step.Iteration} {step.Content}",
    });

    private static IEnumerable<string> Describe(IEnumerable<ChatMessage> messages) =>
        messages.SelectMany(message => message.Contents.Select(content => content switch
        {
            FunctionCallContent call => $"{message.Role} calls {call.CallId} {ToolText.Describe(call)}",
            FunctionResultContent result => $"{message.Role} answers {result.CallId} {result.Result}",
            _ => $"{message.Role} {content}",
        }));

    private async Task<List<ReasoningStep>> StepsAsync(ScriptedClient client, List<string> notes, bool repeatable) =>
        [.. (await OutputsAsync(client, notes, repeatable)).OfType<AgentStep>().Select(step => step.Step)];

    private async Task<List<AgentOutput>> OutputsAsync(ScriptedClient client, List<string> notes, bool repeatable, AgentLoopOptions? options = null)
    {
        var echo = AIFunctionFactory.Create(
            (string text) =>
            {
                _invoked.Add(text);
                return text;
            },
            new AIFunctionFactoryOptions { Name = "echo", AdditionalProperties = repeatable ? ToolEffects.Declare(ToolEffect.ReadOnly) : null });
        return await new AgentLoop(client, [echo], options ?? _options, TimeProvider.System, NullLogger<AgentLoop>.Instance)
            .RunAsync([new ChatMessage(ChatRole.User, "Go")], notes, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
    }
}

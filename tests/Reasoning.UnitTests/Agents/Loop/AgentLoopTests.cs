using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Reasoning.Application.Agents;
using Reasoning.Application.Agents.Loop;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;
using static Reasoning.UnitTests.Agents.Loop.ScriptedClient;

namespace Reasoning.UnitTests.Agents.Loop;

public class AgentLoopTests
{
    private static readonly AIFunction Echo = AIFunctionFactory.Create((string text) => text, "echo");

    private readonly AgentLoopOptions _options = new();

    [Fact]
    public async Task RunAsync_WhenModelCallsAToolAndAnswers_YieldsThoughtsCallResultAndAnswerInOrder()
    {
        var client = new ScriptedClient(
            [Think("I "), Think("wonder."), Say("Let me look."), Call("echo", "c1", ("text", "hi")), End(ChatFinishReason.ToolCalls)],
            [Think("Clear."), Say("It is "), Say("hi."), End()]);

        var steps = await StepsAsync(client, Echo);

        Assert.Collection(
            steps,
            step => Assert.Equal(new ThoughtStep("I wonder.", 1), step),
            step => Assert.Equal(new ThoughtStep("Let me look.", 1), step),
            step => Assert.Equal(("echo(text: \"hi\")", 1, "c1", "echo", "hi"), step is ToolUseStep use
                ? (use.Content, use.Iteration, use.ToolCallId, use.ToolName, use.Arguments.GetProperty("text").GetString()) : default),
            step => Assert.Equal(new ToolResultStep("hi", 1, "c1", "echo", false), step),
            step => Assert.Equal(new ThoughtStep("Clear.", 2), step),
            step => Assert.Equal(("It is hi.", 2), step is FinalAnswerStep answer ? (answer.Content, answer.Iteration) : default));
        Assert.Equal("hi", Assert.IsType<FunctionResultContent>(client.Conversations[1][^1].Contents[0]).Result);
    }

    [Fact]
    public async Task RunAsync_WhenAToolIsCalled_YieldsToolUseBeforeItStarts()
    {
        var started = false;
        var tool = AIFunctionFactory.Create(() => { started = true; return "done"; }, "touch");
        await using var steps = Loop(new ScriptedClient([Call("touch"), End()], [Say("ok"), End()]), tool)
            .RunAsync([], [], TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        Assert.True(await steps.MoveNextAsync());
        Assert.IsType<ToolUseStep>(Assert.IsType<AgentStep>(steps.Current).Step);
        Assert.False(started);
        Assert.True(await steps.MoveNextAsync());
        Assert.True(started);
    }

    [Fact]
    public async Task RunAsync_WhenReasoningEnds_YieldsTheThoughtBeforeTheTurnEnds()
    {
        var hold = new TaskCompletionSource();
        var client = new ScriptedClient([Think("First."), Say("Answer"), End()]) { BeforeLastUpdate = _ => hold.Task };
        await using var steps = Loop(client).RunAsync([], [], TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);

        Assert.True(await steps.MoveNextAsync());
        Assert.Equal(new AgentDelta(DeltaKind.Thought, 1, "First.", IsAnew: true), steps.Current);
        Assert.True(await steps.MoveNextAsync());
        Assert.Equal(new AgentStep(new ThoughtStep("First.", 1)), steps.Current);
        hold.SetResult();
        Assert.True(await steps.MoveNextAsync());
    }

    [Fact]
    public async Task RunAsync_WhileTheModelSpeaks_YieldsThePiecesOfTheStepThatComesNext()
    {
        var client = new ScriptedClient(
            [Think(" \n"), Think("I "), Think("wonder. "), Say("\nLet"), Say(" me look."), Call("echo", "c1", ("text", "hi")), End(ChatFinishReason.ToolCalls)],
            [Say("It is"), Think("Clear?"), Say(" hi."), End()]);
        var outputs = await Loop(client, Echo).RunAsync([], [], TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                "Thought 1 anew 'I '", "Thought 1 'wonder. '", "ThoughtStep I wonder.",
                "Text 1 anew 'Let'", "Text 1 ' me look.'", "ThoughtStep Let me look.",
                "ToolUseStep echo(text: \"hi\")", "ToolResultStep hi",
                "Text 2 anew 'It is'",

                // A thought in the middle of the answer is a step before it: the answer is another step now.
                "Thought 2 anew 'Clear?'", "ThoughtStep Clear?", "Text 2 anew 'It is hi.'", "FinalAnswerStep It is hi.",
            ],
            outputs.Select(output => output switch
            {
                AgentDelta { IsAnew: var isAnew } delta => $"{delta.Kind} {delta.Iteration}{(isAnew ? " anew" : "")} '{delta.Content}'",
                AgentStep { Step: var step } => $"{step.GetType().Name} {step.Content}",
                _ => output.ToString(),
            }));
    }

    [Fact]
    public async Task RunAsync_WhenAnswerHasAnnotations_CitesThem()
    {
        var text = new TextContent("See.") { Annotations = [new CitationAnnotation { FileId = "a.md", Title = "One › Two" }] };

        var steps = await StepsAsync(new ScriptedClient([new ChatResponseUpdate(ChatRole.Assistant, [text]), End()]));

        Assert.Equal([new Citation("a.md", "One › Two")], Assert.IsType<FinalAnswerStep>(steps[^1]).Citations);
    }

    [Fact]
    public async Task RunAsync_WhenModelTellsUsage_YieldsItForEachTurn()
    {
        var client = new ScriptedClient([Call("echo", "c1", ("text", "x")), Used(10, 2), End()], [Say("ok"), Used(20, 3), End()]);

        var usage = await Loop(client, Echo).RunAsync([], [], TestContext.Current.CancellationToken)
            .OfType<AgentUsage>().ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal([(10L, 2L), (20L, 3L)], usage.Select(u => (u.Usage.InputTokens!.Value, u.Usage.OutputTokens!.Value)));
    }

    [Theory]
    [InlineData("nonsense", "no tool named 'nonsense'")]
    [InlineData("throws", "The tool failed.")]
    [InlineData("refuses", "Out of paper.")]
    [InlineData("echo", "The arguments do not fit the tool.")]
    public async Task RunAsync_WhenAToolCannotDoIt_ShowsASafeErrorAndTellsTheModel(string tool, string expected)
    {
        var client = new ScriptedClient([Call(tool), End()], [Say("ok"), End()]);
        var throws = AIFunctionFactory.Create(string () => throw new InvalidOperationException("secret path"), "throws");
        var refuses = AIFunctionFactory.Create(string () => throw new ToolException("Out of paper."), "refuses");

        var result = (await StepsAsync(client, Echo, throws, refuses)).OfType<ToolResultStep>().Single();

        Assert.True(result.IsError);
        Assert.Contains(expected, result.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.Content, StringComparison.Ordinal);
        var told = Assert.IsType<FunctionResultContent>(client.Conversations[1][^1].Contents[0]);
        Assert.Equal($"Error: {result.Content}", told.Result);
    }

    [Fact]
    public async Task RunAsync_WhenArgumentsWereNoJson_TellsTheModelWithoutCallingTheTool()
    {
        var call = new FunctionCallContent("c1", "echo") { Exception = new FormatException("secret") };
        var client = new ScriptedClient([new ChatResponseUpdate(ChatRole.Assistant, [call]), End()], [Say("ok"), End()]);

        var result = (await StepsAsync(client, Echo)).OfType<ToolResultStep>().Single();

        Assert.Equal(("The arguments are no valid JSON object.", true), (result.Content, result.IsError));
    }

    [Fact]
    public async Task RunAsync_WhenAToolIgnoresItsTimeLimit_GoesOnWithoutIt()
    {
        var time = new FakeTimeProvider();
        var called = new TaskCompletionSource();
        var never = AIFunctionFactory.Create(() => { called.SetResult(); return new TaskCompletionSource<string>().Task; }, "never");
        var client = new ScriptedClient([Call("never"), End()], [Say("Without it."), End()]);

        var running = AgentRuns.StepsAsync(Loop(client, time, never).RunAsync([], [], TestContext.Current.CancellationToken));
        await called.Task;
        time.Advance(_options.ToolTimeout);
        var steps = await running;

        Assert.Contains(steps, step => step is ToolResultStep { IsError: true, Content: "The tool did not answer within 30 s." });
        Assert.Equal("Without it.", steps[^1].Content);
    }

    [Fact]
    public async Task RunAsync_WhenStoppedWhileAToolWorks_CancelsTheTool()
    {
        using var stop = new CancellationTokenSource();
        var called = new TaskCompletionSource();
        var tool = AIFunctionFactory.Create(
            async (CancellationToken token) => { called.SetResult(); await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token); return ""; }, "wait");
        var running = Loop(new ScriptedClient([Call("wait"), End()]), tool).RunAsync([], [], stop.Token).ToListAsync(CancellationToken.None);

        await called.Task;
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await running);
    }

    [Fact]
    public async Task RunAsync_WhenStoppedWhileTheModelStreams_EndsAsCancelled()
    {
        using var stop = new CancellationTokenSource();
        var client = new ScriptedClient([Say("Half"), End()])
        {
            BeforeLastUpdate = async token => { await stop.CancelAsync(); token.ThrowIfCancellationRequested(); },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Loop(client).RunAsync([], [], stop.Token).ToListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task RunAsync_WhenIterationsRunOut_AsksWithoutToolsAndTakesTheAnswer()
    {
        _options.MaxIterations = 2;
        var client = new ScriptedClient([Call("echo", "c1", ("text", "x")), End()], [Say("Enough."), End()]);

        var steps = await StepsAsync(client, Echo);

        Assert.Equal("Enough.", steps[^1].Content);
        Assert.NotEmpty(client.Options[0]!.Tools!);
        Assert.Equal(ChatToolMode.None, client.Options[1]!.ToolMode);
    }

    [Fact]
    public async Task RunAsync_WhenModelNeverAnswers_FailsWithMaxIterations()
    {
        _options.MaxIterations = 3;
        var client = new ScriptedClient([[Call("echo", "c1", ("text", "x")), End()]]);

        Assert.Equal(ErrorCode.MaxIterations, (await FailureAsync(client, Echo)).Code);
        Assert.Equal(3, client.Conversations.Count);
    }

    [Fact]
    public async Task RunAsync_WhenToolCallsRunOut_RefusesTheRestAndAsksForTheAnswer()
    {
        _options.MaxToolCalls = 1;
        var client = new ScriptedClient(
            [Call("echo", "c1", ("text", "a")), Call("echo", "c2", ("text", "b")), End()], [Say("Enough."), End()]);

        var steps = await StepsAsync(client, Echo);

        Assert.Single(steps.OfType<ToolUseStep>());
        Assert.Single(steps.OfType<ErrorStep>());
        Assert.Equal(ChatToolMode.None, client.Options[1]!.ToolMode);
        Assert.Equal(["c1", "c2"], client.Conversations[1].SelectMany(m => m.Contents).OfType<FunctionResultContent>().Select(r => r.CallId));
    }

    [Fact]
    public async Task RunAsync_WhenTheModelMakesTheSameCallForEver_RefusesItAndAsksForTheAnswer()
    {
        _options.MaxEqualCalls = 2;
        var client = new ScriptedClient(
            [Call("add", "c1", ("a", 1), ("b", 2)), End()],
            [Call("add", "c2", ("b", 2), ("a", 1)), Call("add", "c3", ("a", 2), ("b", 1)), End()],
            [Call("add", "c4", ("a", 1), ("b", 2)), Call("add", "c5", ("a", 5), ("b", 5)), End()],
            [Say("Three."), End()]);

        var steps = await StepsAsync(client, AIFunctionFactory.Create((int a, int b) => a + b, "add"));

        Assert.Equal(["c1", "c2", "c3"], steps.OfType<ToolUseStep>().Select(use => use.ToolCallId));
        Assert.Equal("The same call was made 2 times; no more are made.", Assert.Single(steps.OfType<ErrorStep>()).Content);
        Assert.Equal(ChatToolMode.None, client.Options[3]!.ToolMode);
    }

    [Fact]
    public async Task RunAsync_WhenTokensRunOut_AsksForTheAnswer()
    {
        _options.MaxTokens = 100;
        var client = new ScriptedClient(
            [Call("echo", "c1", ("text", "a")), Used(60, 10), End()], [Call("echo", "c2", ("text", "b")), Used(20, 10), End()], [Say("Enough."), End()]);

        var steps = await StepsAsync(client, Echo);

        Assert.Equal("The limit of 100 tokens is reached; the model has to answer now.", Assert.Single(steps.OfType<ErrorStep>()).Content);
        Assert.NotNull(client.Options[1]!.Tools);
        Assert.Equal(ChatToolMode.None, client.Options[2]!.ToolMode);
        Assert.Equal("Enough.", steps[^1].Content);
    }

    [Fact]
    public async Task RunAsync_WhenTheModelRepeatsACallId_ShowsDifferentOnes()
    {
        var client = new ScriptedClient(
            [Call("echo", "call_0", ("text", "a")), End()], [Call("echo", "call_0", ("text", "b")), End()], [Say("ok"), End()]);

        var ids = (await StepsAsync(client, Echo)).OfType<ToolUseStep>().Select(use => use.ToolCallId);

        Assert.Equal(["call_0", "call_0-2"], ids);
    }

    [Fact]
    public async Task RunAsync_WhenTheStreamEndsWithoutAReason_FailsInsteadOfShowingHalfAnAnswer()
    {
        _options.ModelRetries = 0;
        var failure = await FailureAsync(new ScriptedClient([[Say("Half an ans")]]));
        Assert.Equal((ErrorCode.AgentFailed, "The model broke off before it had finished."), (failure.Code, failure.Message));
    }

    [Fact]
    public async Task RunAsync_WhenTheModelSaysNothing_Fails() =>
        Assert.Equal(ErrorCode.AgentFailed, (await FailureAsync(new ScriptedClient([[End()]]))).Code);

    [Fact]
    public async Task RunAsync_WhenTheModelThrows_FailsWithASafeText()
    {
        var client = new ScriptedClient([Say("x"), End()]) { BeforeLastUpdate = _ => throw new HttpRequestException("http://secret") };

        var failure = await FailureAsync(client);

        Assert.Equal(ErrorCode.AgentFailed, failure.Code);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WhenTheAnswerIsCutOff_SaysSo()
    {
        var steps = await StepsAsync(new ScriptedClient([[Say("Long"), End(ChatFinishReason.Length)]]));

        Assert.Collection(steps, step => Assert.IsType<ErrorStep>(step), step => Assert.Equal("Long", step.Content));
    }

    private AgentLoop Loop(ScriptedClient client, params AIFunction[] tools) => Loop(client, TimeProvider.System, tools);

    private AgentLoop Loop(ScriptedClient client, TimeProvider time, params AIFunction[] tools) =>
        new(client, tools, _options, time, NullLogger<AgentLoop>.Instance);

    private Task<List<ReasoningStep>> StepsAsync(ScriptedClient client, params AIFunction[] tools) =>
        AgentRuns.StepsAsync(Loop(client, tools).RunAsync([], [], TestContext.Current.CancellationToken));

    private Task<AgentException> FailureAsync(ScriptedClient client, params AIFunction[] tools) =>
        Assert.ThrowsAsync<AgentException>(() => StepsAsync(client, tools));
}

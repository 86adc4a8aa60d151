using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Reasoning.Application.Agents;
using Reasoning.Application.Clients;
using Reasoning.Application.Runs;
using Reasoning.Application.Runs.ExecuteRun;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Runs.ExecuteRun;

public sealed class ExecuteRunCommandHandlerTests
{
    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly Mock<IClientNotifier> _notifier = new(MockBehavior.Strict);
    private readonly Mock<IAgentCatalog> _agents = new();
    private readonly Mock<ISessionStore> _store = new(MockBehavior.Strict);
    private readonly Mock<ISessionDirectory> _directory = new(MockBehavior.Strict);
    private readonly Mock<IEventDecoder> _decoder = new(MockBehavior.Strict);
    private readonly List<RunEvent> _told = [];
    private readonly List<CancellationToken> _tokens = [];
    private int _heard = int.MaxValue;

    public ExecuteRunCommandHandlerTests() =>
        _notifier
            .Setup(notifier => notifier.NotifyAsync(It.IsAny<RunAddress>(), It.IsAny<RunEvent>(), It.IsAny<CancellationToken>()))
            .Returns((RunAddress address, RunEvent @event, CancellationToken token) =>
            {
                Assert.Equal(Address, address);
                _told.Add(@event);
                _tokens.Add(token);
                return new ValueTask<bool>(_told.Count <= _heard);
            });

    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    private static RunAddress Address { get; } = new(Some.Session, Some.Run);

    [Fact]
    public async Task Handle_WhenTheAgentAnswers_TellsEveryStepInOrderAndThenTheEnd()
    {
        var agent = new ScriptedAgent(
            new AgentStep(Some.Thought(1)),
            new AgentStep(Some.ToolUse(iteration: 1)),
            new AgentStep(Some.ToolResult(iteration: 1)),
            new AgentStep(Some.Answer(iteration: 2)));
        await HandleAsync(agent);

        var steps = _told.Take(4).Cast<StepTaken>().ToList();
        Assert.Equal(["ThoughtStep", "ToolUseStep", "ToolResultStep", "FinalAnswerStep"], steps.Select(step => step.Step.GetType().Name));
        Assert.Equal([1, 2, 3, 4], steps.Select(step => step.StepId.Number));
        Assert.All(steps, step => Assert.Equal(1, step.StepId.Attempt));
        Assert.All(steps, step => Assert.Equal(Some.Time, step.At));
        var end = Assert.IsType<RunCompleted>(Assert.Single(_told.Skip(4)));
        Assert.Equal((RunStatus.Completed, 2), (end.Status, end.Iterations));
        Assert.Null(end.Usage);
        Assert.Empty(end.Tools);
    }

    [Fact]
    public async Task Handle_WhenTheAgentShowsPieces_TellsThemUnderTheStepThatComesNext()
    {
        var pieces = new List<StepDelta>();
        _notifier
            .Setup(notifier => notifier.NotifyDeltaAsync(Address, Capture.In(pieces), It.IsAny<CancellationToken>()))
            .ReturnsAsync(true);
        await HandleAsync(new ScriptedAgent(
            new AgentStep(Some.Thought(1)),
            new AgentDelta(DeltaKind.Text, 2, "It is", IsAnew: true),
            new AgentDelta(DeltaKind.Text, 2, " a log."),
            new AgentStep(Some.Answer("It is a log.", iteration: 2))));

        var id = new StepId(1, 2);
        Assert.Equal(
            [new StepDelta(id, DeltaKind.Text, 2, "It is", IsAnew: true), new StepDelta(id, DeltaKind.Text, 2, " a log.")], pieces);
        Assert.Equal(id, Assert.IsType<StepTaken>(_told[1]).StepId);
    }

    [Fact]
    public async Task Handle_WhenAnErrorComesBeforeTheStepThatGrows_KeepsItsId()
    {
        var pieces = new List<StepDelta>();
        _notifier
            .Setup(notifier => notifier.NotifyDeltaAsync(Address, Capture.In(pieces), It.IsAny<CancellationToken>()))
            .ReturnsAsync(true);
        await HandleAsync(new ScriptedAgent(
            new AgentDelta(DeltaKind.Text, 1, "Lo"),
            new AgentStep(new ErrorStep("Cut off.", 1)),
            new AgentStep(Some.Answer("Lo", iteration: 1))));

        var steps = _told.Take(2).Cast<StepTaken>().ToList();
        Assert.Equal(new StepId(1, 1), Assert.Single(pieces).StepId);
        Assert.Equal([new StepId(1, 2), new StepId(1, 1)], steps.Select(step => step.StepId));
    }

    [Fact]
    public async Task Handle_WhenTheRunIsOver_StopsAtTheNextPiece()
    {
        _notifier
            .Setup(notifier => notifier.NotifyDeltaAsync(Address, It.IsAny<StepDelta>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(false);
        var agent = new ScriptedAgent(new AgentDelta(DeltaKind.Text, 1, "It"), new AgentStep(Some.Answer()));
        await HandleAsync(agent);

        Assert.Empty(_told);
        Assert.True(agent.IsDisposed);
    }

    [Fact]
    public async Task Handle_WhenAStepIsTaken_TellsItBeforeTheNextOneIsMade()
    {
        var toldAtEachStep = new List<int>();
        await HandleAsync(new ScriptedAgent((_, _) => Watch()));

        Assert.Equal([0, 1, 2], toldAtEachStep);

        async IAsyncEnumerable<AgentOutput> Watch()
        {
            for (var step = 0; step < 2; step++)
            {
                toldAtEachStep.Add(_told.Count);
                yield return new AgentStep(Some.Thought());
            }

            toldAtEachStep.Add(_told.Count);
            await Task.CompletedTask;
            yield return new AgentStep(Some.Answer());
        }
    }

    [Fact]
    public async Task Handle_WhenTheAgentRuns_GivesItTheRequest()
    {
        var agent = new ScriptedAgent(new AgentStep(Some.Answer()));
        await HandleAsync(agent);

        Assert.Equal((Some.Run, Some.Request), (agent.Context!.Run, agent.Context.Request));
        Assert.Equal((0, 0), (agent.Context.Iterations, agent.Context.Notes.Count));
    }

    [Fact]
    public async Task Handle_WhenStepsAreNotWanted_GivesTheLastAnswerBeforeTheEnd()
    {
        var agent = new ScriptedAgent(new AgentStep(Some.Answer("No.")), new AgentStep(Some.Answer("Yes.")));
        await HandleAsync(agent, Some.Request with { EnableReasoning = false });

        Assert.Equal(new ResponseGiven("Yes."), _told[^2]);
        Assert.IsType<RunCompleted>(_told[^1]);
    }

    [Fact]
    public async Task Handle_WhenStepsAreWanted_GivesNoResponse()
    {
        await HandleAsync(new ScriptedAgent(new AgentStep(Some.Answer())));

        Assert.DoesNotContain(_told, @event => @event is ResponseGiven);
    }

    [Fact]
    public async Task Handle_WhenModelsWereCalled_ReportsTheSumOfTheirTokens()
    {
        await HandleAsync(new ScriptedAgent(
            new AgentUsage(new TokenUsage(1, 10, null, null)),
            new AgentStep(Some.Answer()),
            new AgentUsage(new TokenUsage(2, 20, 5, null))));

        Assert.Equal(new TokenUsage(3, 30, 5, null), Assert.IsType<RunCompleted>(_told[^1]).Usage);
    }

    [Fact]
    public async Task Handle_WhenIterationsDoNotRise_ReportsTheHighest()
    {
        await HandleAsync(new ScriptedAgent(new AgentStep(Some.Thought(7)), new AgentStep(Some.Answer(iteration: 2))));

        Assert.Equal(7, Assert.IsType<RunCompleted>(_told[^1]).Iterations);
    }

    [Fact]
    public async Task Handle_WhenTimePasses_CountsFromTheAcceptance()
    {
        _time.Advance(TimeSpan.FromSeconds(3));
        await HandleAsync(new ScriptedAgent(new AgentStep(Some.Answer())));

        Assert.Equal(TimeSpan.FromSeconds(3), Assert.IsType<RunCompleted>(_told[^1]).Duration);
    }

    [Fact]
    public async Task Handle_WhenNoAnswerComes_Fails()
    {
        await HandleAsync(new ScriptedAgent(new AgentStep(Some.Thought())));

        Assert.Equal(new RunFailed(ErrorCode.AgentFailed, "The agent ended without an answer.", TraceId), _told[^1]);
        Assert.Equal(2, _told.Count);
    }

    [Fact]
    public async Task Handle_WhenTheAgentIsGone_Fails()
    {
        await HandleAsync(agent: null);

        Assert.Equal(ErrorCode.AgentFailed, Assert.IsType<RunFailed>(Assert.Single(_told)).Code);
    }

    [Fact]
    public async Task Handle_WhenTheAgentSaysWhyItFailed_TellsTheClient()
    {
        await HandleAsync(Failing(new AgentException(ErrorCode.MaxIterations, "Too many turns.")));

        Assert.Equal(new RunFailed(ErrorCode.MaxIterations, "Too many turns.", TraceId), Assert.Single(_told));
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(TaskCanceledException))]
    public async Task Handle_WhenTheAgentFailsInAnUnknownWay_TellsNoDetails(Type failure)
    {
        await HandleAsync(Failing((Exception)Activator.CreateInstance(failure, "secret at /etc/passwd")!));

        var failed = Assert.IsType<RunFailed>(Assert.Single(_told));
        Assert.Equal(ErrorCode.AgentFailed, failed.Code);
        Assert.DoesNotContain("secret", failed.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", failed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_WhenTheAgentFails_TellsItAlthoughTheRunWasCancelled()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await HandleAsync(Failing(new InvalidOperationException()), token: stop.Token);

        Assert.IsType<RunFailed>(Assert.Single(_told));
        Assert.Equal(CancellationToken.None, Assert.Single(_tokens));
    }

    [Fact]
    public async Task Handle_WhenCancelled_SaysNothing()
    {
        using var stop = new CancellationTokenSource();
        var agent = new ScriptedAgent((_, token) => CancelAndThrow(stop, token));
        await HandleAsync(agent, token: stop.Token);

        Assert.Empty(_told);
        Assert.True(agent.IsDisposed);
    }

    [Fact]
    public async Task Handle_WhenTheStoppedAgentSimplyReturns_DoesNotTakeThatForACompletion()
    {
        using var stop = new CancellationTokenSource();
        await HandleAsync(new ScriptedAgent((_, _) => CancelAndAnswer(stop)), token: stop.Token);

        Assert.IsType<StepTaken>(Assert.Single(_told));
    }

    [Fact]
    public async Task Handle_WhenTheRunIsOver_EndsTheEnumerationAndSaysNothingMore()
    {
        _heard = 1;
        var agent = new ScriptedAgent(
            new AgentStep(Some.Thought()), new AgentStep(Some.Thought()), new AgentStep(Some.Thought()), new AgentStep(Some.Answer()));
        await HandleAsync(agent);

        Assert.Equal(2, _told.Count);
        Assert.Equal(2, agent.Produced);
        Assert.True(agent.IsDisposed);
    }

    [Fact]
    public async Task Handle_WhenTheAgentCannotStream_SendsItsStepsOnceItReturns()
    {
        var batch = new Mock<IBatchAgent>();
        batch.Setup(agent => agent.Descriptor).Returns(Some.Descriptor());
        var returns = new TaskCompletionSource<IReadOnlyList<AgentOutput>>();
        batch.Setup(agent => agent.RunAsync(It.IsAny<RunContext>(), It.IsAny<CancellationToken>())).Returns(returns.Task);
        var handling = HandleAsync(new BatchAgentAdapter(batch.Object));
        Assert.Empty(_told);

        returns.SetResult([new AgentStep(Some.Thought()), new AgentStep(Some.Answer())]);
        await handling.InTime();
        Assert.Equal(["ThoughtStep", "FinalAnswerStep"], _told.Take(2).Select(told => ((StepTaken)told).Step.GetType().Name));
        Assert.IsType<RunCompleted>(Assert.Single(_told.Skip(2)));
    }

    private static ScriptedAgent Failing(Exception failure) => new((_, _) => Throw(failure));

    [Fact]
    public async Task Handle_WhenAnAgentThatContinuesIsTakenUp_GivesItItsNotes()
    {
        _store
            .Setup(store => store.ReadNotesAsync(Some.Session, Some.Run, It.IsAny<CancellationToken>()))
            .ReturnsAsync(["one", "two"]);
        var agent = new ScriptedAgent(new AgentStep(Some.Answer(iteration: 4), "three")) { Descriptor = Some.Descriptor(AgentRecovery.Continue) };
        await HandleAsync(agent, resumed: new ResumedRun(Attempt: 2, Iterations: 3, Answer: null));

        Assert.Equal(3, agent.Context!.Iterations);
        Assert.Equal(["one", "two"], agent.Context.Notes);
        var step = Assert.IsType<StepTaken>(_told[0]);
        Assert.Equal((new StepId(2, 1), "three"), (step.StepId, step.Note));
        Assert.Equal(4, Assert.IsType<RunCompleted>(_told[1]).Iterations);
    }

    [Fact]
    public async Task Handle_WhenTheNotesCannotBeReadForAMoment_WaitsForThem()
    {
        _store
            .SetupSequence(store => store.ReadNotesAsync(Some.Session, Some.Run, It.IsAny<CancellationToken>()))
            .Throws(new StoreUnavailableException("Away."))
            .Returns(new ValueTask<IReadOnlyList<string>>(["one"]));
        var agent = new ScriptedAgent(new AgentStep(Some.Answer(iteration: 4))) { Descriptor = Some.Descriptor(AgentRecovery.Continue) };
        var handling = HandleAsync(agent, resumed: new ResumedRun(Attempt: 2, Iterations: 3, Answer: null));
        await Test.UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return handling.IsCompleted;
        });

        await handling;
        Assert.Equal(["one"], agent.Context!.Notes);
        Assert.IsType<RunCompleted>(_told[^1]);
    }

    [Theory]
    [InlineData(1, 100, 0)]
    [InlineData(9, 0, 0)]
    [InlineData(9, 100, 1)]
    public async Task Handle_WhenSomethingWasSaidBefore_GivesItToAnAgentThatWantsIt(long firstSeq, int budget, int turns)
    {
        var before = new RunSummary(
            Some.NewRun(), Some.Request, Some.Time, FirstSeq: 1, new RunEnd(RunOutcome.Interrupted, Some.Time, LastSeq: 8));
        if (turns > 0)
        {
            _directory
                .SetupSequence(directory => directory.ReadRunsAsync(Some.Session, firstSeq, Conversations.MaxTurns, It.IsAny<CancellationToken>()))
                .Throws(new StoreUnavailableException("Away."))
                .Returns(new ValueTask<IReadOnlyList<RunSummary>>([before]));
        }

        var agent = new ScriptedAgent(new AgentStep(Some.Answer())) { Descriptor = Some.Descriptor() with { ConversationBudget = budget } };
        var handling = HandleAsync(agent, firstSeq: firstSeq);
        await Test.UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return handling.IsCompleted;
        });

        await handling;
        Assert.Equal(
            Enumerable.Repeat(new ConversationTurn(Some.Request.Message, Answer: null), turns), agent.Context!.Conversation);
    }

    [Fact]
    public async Task Handle_WhenAnAgentThatRestartsIsTakenUp_SaysSoAndBeginsAnew()
    {
        var agent = new ScriptedAgent(new AgentStep(Some.Answer(iteration: 1))) { Descriptor = Some.Descriptor(AgentRecovery.Restart) };
        await HandleAsync(agent, resumed: new ResumedRun(Attempt: 3, Iterations: 5, Answer: null));

        Assert.Equal((0, 0), (agent.Context!.Iterations, agent.Context.Notes.Count));
        var error = Assert.IsType<StepTaken>(_told[0]);
        Assert.Equal((1, new StepId(3, 1)), (Assert.IsType<ErrorStep>(error.Step).Iteration, error.StepId));
        Assert.Equal(new StepId(3, 2), Assert.IsType<StepTaken>(_told[1]).StepId);
        Assert.Equal(RunStatus.Completed, Assert.IsType<RunCompleted>(_told[2]).Status);
    }

    [Fact]
    public async Task Handle_WhenAnAgentThatCannotGoOnIsTakenUp_EndsTheRun()
    {
        var agent = new ScriptedAgent(new AgentStep(Some.Answer())) { Descriptor = Some.Descriptor(AgentRecovery.Fail) };
        await HandleAsync(agent, resumed: new ResumedRun(Attempt: 2, Iterations: 1, Answer: null));

        Assert.Null(agent.Context);
        Assert.Equal(ErrorCode.AgentFailed, Assert.IsType<RunFailed>(Assert.Single(_told)).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Handle_WhenTheAnswerIsInTheLogAlready_OnlyEndsTheRun(bool showsSteps)
    {
        var agent = new ScriptedAgent(new AgentStep(Some.Answer()));
        await HandleAsync(
            agent, Some.Request with { EnableReasoning = showsSteps }, resumed: new ResumedRun(Attempt: 2, Iterations: 7, Answer: "42"));

        Assert.Null(agent.Context);
        Assert.Equal(showsSteps ? [] : [new ResponseGiven("42")], _told.SkipLast(1));
        Assert.Equal((RunStatus.Completed, 7), _told[^1] is RunCompleted end ? (end.Status, end.Iterations) : default);
    }

    private static async IAsyncEnumerable<AgentOutput> Throw(Exception failure)
    {
        await Task.CompletedTask;
        if (failure is not null)
            throw failure;
        yield break;
    }

    private static async IAsyncEnumerable<AgentOutput> CancelAndThrow(
        CancellationTokenSource stop, [EnumeratorCancellation] CancellationToken token)
    {
        await stop.CancelAsync();
        token.ThrowIfCancellationRequested();
        yield break;
    }

    private static async IAsyncEnumerable<AgentOutput> CancelAndAnswer(CancellationTokenSource stop)
    {
        await stop.CancelAsync();
        yield return new AgentStep(Some.Answer());
    }

    private Task HandleAsync(IAgent? agent, RunRequest? request = null, CancellationToken? token = null, ResumedRun? resumed = null, long firstSeq = 1)
    {
        _agents.Setup(agents => agents.TryGet("researcher", out agent)).Returns(agent is not null);
        var contexts = new RunContexts(_store.Object, _directory.Object, _decoder.Object, _time, NullLogger<RunContexts>.Instance);
        var handler = new ExecuteRunCommandHandler(
            _agents.Object, _notifier.Object, contexts, _time, NullLogger<ExecuteRunCommandHandler>.Instance);
        return handler.Handle(new ExecuteRunCommand(Address, request ?? Some.Request, Some.Time, firstSeq, TraceId, resumed), token ?? Test.Token);
    }
}

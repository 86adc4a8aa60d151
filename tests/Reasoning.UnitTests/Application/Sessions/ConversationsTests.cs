using System.Buffers;
using Microsoft.Extensions.Options;
using Reasoning.Application.Agents;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Infrastructure.Sessions;
using Reasoning.Infrastructure.WebSockets.Wire;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Sessions;

public sealed class ConversationsTests : IAsyncLifetime
{
    private readonly MemorySessionStore _store = new(Options.Create(new MemoryStoreOptions()), TimeProvider.System);
    private SessionOwnership _owner = null!;
    private long _lastSeq;

    public async ValueTask InitializeAsync() => _owner = await _store.OpenAsync(Some.Session, Test.Token);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Read_WhenRunsHadEnded_HasTheirMessagesAndAnswersInOrder()
    {
        await AnswerAsync("One?", "1.");
        await EndAsync(await BeginAsync("Stop?"), Some.Completed() with { Status = RunStatus.Interrupted });
        await EndAsync(await BeginAsync("Fail?"), Some.Failed());
        await AnswerAsync("Two?", "2.", showsSteps: false);
        await BeginAsync("Now?");

        Assert.Equal([new("One?", "1."), new("Stop?", null), new("Fail?", null), new("Two?", "2.")], await ReadAsync(_lastSeq));
    }

    [Fact]
    public async Task Read_WhenARunEndedAfterThisOneBegan_LeavesItOut()
    {
        await AnswerAsync("One?", "1.");
        var beside = await BeginAsync("Beside?");
        await BeginAsync("Now?");
        var before = _lastSeq;
        await EndAsync(beside, Some.Completed());
        await AnswerAsync("Later?", "3.");

        Assert.Equal([new ConversationTurn("One?", "1.")], await ReadAsync(before));
    }

    [Theory]
    [InlineData(12, 2)]
    [InlineData(11, 1)]
    [InlineData(6, 1)]
    [InlineData(5, 0)]
    [InlineData(3, 0)]
    public async Task Read_WhenNotEverythingFits_DropsTheOldestWhole(int budget, int turns)
    {
        await AnswerAsync("One?", "1.");
        await AnswerAsync("Two?", "2.");
        await BeginAsync("Now?");

        Assert.Equal(
            new ConversationTurn[] { new("One?", "1."), new("Two?", "2.") }[(2 - turns)..], await ReadAsync(_lastSeq, budget));
    }

    [Fact]
    public async Task Read_WhenOneDoesNotFit_HasNoneThatAreOlder()
    {
        await AnswerAsync("a", "b");
        await AnswerAsync(new string('c', 20), "d");
        await AnswerAsync("e", "f");
        await BeginAsync("Now?");

        Assert.Equal([new ConversationTurn("e", "f")], await ReadAsync(_lastSeq, budget: 10));
    }

    private Task<IReadOnlyList<ConversationTurn>> ReadAsync(long before, int budget = 1_000) =>
        Conversations.ReadAsync(_store, _store, new EventDecoder(), Some.Session, before, budget, Test.Token);

    private async Task AnswerAsync(string message, string answer, bool showsSteps = true)
    {
        var run = await BeginAsync(message, showsSteps);
        await AppendAsync(run, showsSteps ? Some.Taken(Some.Answer(answer)) : new ResponseGiven(answer));
        await EndAsync(run, Some.Completed());
    }

    private async Task<RunId> BeginAsync(string message, bool showsSteps = true)
    {
        var (run, request) = (Some.NewRun(), new RunRequest("researcher", message, showsSteps));
        await AppendAsync(run, new RunStarted(request), seq => new RunChange.Accepted(run, request, Some.Time, seq));
        return run;
    }

    private Task EndAsync(RunId run, TerminalEvent end) =>
        AppendAsync(run, end, seq => new RunChange.Ended(run, Some.Time, seq, end.Outcome));

    private async Task AppendAsync(RunId run, RunEvent @event, Func<long, RunChange>? change = null)
    {
        var frame = new ArrayBufferWriter<byte>();
        new EventEncoder().Encode(new SessionEvent(++_lastSeq, run, @event), frame);
        var batch = new EventBatch(_lastSeq, frame.WrittenMemory, [frame.WrittenCount]);
        await _store.AppendAsync(
            Some.Session, _owner.Term, new SessionAppend(_owner.Epoch, batch, change is null ? [] : [change(_lastSeq)]), Test.Token);
    }
}

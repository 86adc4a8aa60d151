using System.Text;
using Reasoning.Application.Clients;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>A step that grows, as readers see it: each what it does not have, in its place between the events.</summary>
public sealed class SessionReaderDeltasTests
{
    private readonly DelayedLog _log = new();
    private readonly LiveTexts _texts = new();
    private int _wakes;

    [Fact]
    public async Task Take_WhileAStepGrows_GivesEachPieceOnce()
    {
        var reader = Start();
        Grow("Hello");
        Assert.Equal((0, "Hello"), await PieceAsync(reader));
        Assert.Null(await TakeAsync(reader));

        Grow(", wor");
        Grow("ld");
        Assert.Equal((5, ", world"), await PieceAsync(reader));
        Assert.Null(await TakeAsync(reader));
    }

    [Fact]
    public async Task Take_WhenTheReaderComesLate_GivesAllOfIt()
    {
        var early = Start();
        Grow("Hello");
        await PieceAsync(early);
        Grow(" again");

        Assert.Equal((0, "Hello again"), await PieceAsync(Start()));
        Assert.Equal((5, " again"), await PieceAsync(early));
    }

    [Fact]
    public async Task Take_WhenSeveralReadersHaveComeAsFar_EncodesThePieceOnceForAll()
    {
        SessionReader[] readers = [Start(), Start(), Start()];
        Grow("Hello");
        var encodings = 0;
        foreach (var reader in readers)
        {
            var frame = Assert.Single((await TakeAsync(reader))!).Text!.Encoded(piece =>
            {
                encodings++;
                return Encoding.UTF8.GetBytes(piece.Content);
            });
            Assert.Equal("Hello"u8.ToArray(), frame);
        }

        Assert.Equal(1, encodings);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ShowTexts_WhileTheWriterSleeps_WakesItIfDeltasAreWanted(bool wantsDeltas)
    {
        var reader = Start(wantsDeltas);
        Assert.Null(await TakeAsync(reader));
        var wakes = _wakes;
        Grow("Hello");
        reader.ShowTexts();

        Assert.Equal(wantsDeltas ? wakes + 1 : wakes, _wakes);
        Assert.Equal(wantsDeltas, await TakeAsync(reader) is not null);
    }

    [Fact]
    public async Task Take_WhenTheStepIsBegunAnew_BeginsAtZero()
    {
        var reader = Start();
        Grow("A wrong start");
        await PieceAsync(reader);
        Grow("Right", isAnew: true);
        Assert.Equal((0, "Right"), await PieceAsync(reader));

        // Text that turns out to be another step, of the same kind.
        Grow("Next", number: 2);
        Assert.Equal((0, "Next"), await PieceAsync(reader));
    }

    [Fact]
    public async Task Take_WhenTheStepIsSettled_GivesNothingMoreOfIt()
    {
        var reader = Start();
        Grow("Hello");
        _texts.Settle(Some.Run);

        Assert.Null(await TakeAsync(reader));
    }

    [Fact]
    public async Task Take_WhenAnEventBeforeTheTextIsNotShownYet_KeepsTheTextBack()
    {
        var reader = Start();
        var batch = _log.Grow(1, bytesEach: 10);
        Grow("Hello", after: batch.LastSeq);
        Assert.Null(await TakeAsync(reader));

        reader.Publish(batch);
        Assert.Equal(OutboundKind.Events, Assert.Single((await TakeAsync(reader))!).Kind);
        Assert.Equal((0, "Hello"), await PieceAsync(reader));
    }

    [Fact]
    public async Task Take_WhileTheReaderLags_GivesTheTextBehindTheEvents()
    {
        var reader = Start();
        for (var batch = 0; batch < 3; batch++)
            reader.Publish(_log.Grow(1, bytesEach: 60));
        Grow("Hello", after: 3);

        var kinds = new List<OutboundKind>();
        while (await TakeAsync(reader) is { } items)
            kinds.AddRange(items.Select(item => item.Kind));
        Assert.Equal([OutboundKind.Events, OutboundKind.Events, OutboundKind.Events, OutboundKind.Delta], kinds);
    }

    [Fact]
    public async Task Take_WhenAReplayWasAskedFor_GivesTheTextAfterCaughtUp()
    {
        _log.Grow(2, bytesEach: 10);
        Grow("Hello", after: 2);
        var reader = New(wantsDeltas: true);
        reader.Start(Encoding.ASCII.GetBytes("connected"), replayEnd: 2, startAfter: 0);

        var kinds = new List<OutboundKind>();
        while (await TakeAsync(reader) is { } items)
            kinds.AddRange(items.Select(item => item.Kind));
        Assert.Equal([OutboundKind.Direct, OutboundKind.Events, OutboundKind.CaughtUp, OutboundKind.Delta], kinds);
    }

    [Fact]
    public async Task Take_WhereverATextIsCut_NeverSplitsASurrogatePair()
    {
        var reader = Start();
        Grow("a\ud83d");
        Assert.Equal((0, "a"), await PieceAsync(reader));
        Assert.Null(await TakeAsync(reader));
        Grow("\ude00" + string.Concat(Enumerable.Repeat("😀", 10_000)));

        var seen = "a";
        while (await TakeAsync(reader) is { } items)
        {
            var piece = Assert.Single(items).Text!;
            Assert.Equal(seen.Length, piece.Offset);
            Assert.False(char.IsHighSurrogate(piece.Content[^1]));
            Assert.InRange(piece.Content.Length, 1, 8 * 1024);
            seen += piece.Content;
        }

        Assert.Equal("a" + string.Concat(Enumerable.Repeat("😀", 10_001)), seen);
    }

    [Fact]
    public async Task Take_WhenATextIsEndless_ShowsItsBeginning()
    {
        var reader = Start();
        for (var piece = 0; piece < 100; piece++)
            Grow(new string('x', 10_000));

        var length = 0;
        while (await TakeAsync(reader) is { } items)
            length += Assert.Single(items).Text!.Content.Length;
        Assert.Equal(256 * 1024, length);
    }

    [Fact]
    public async Task Take_WhenRunsOverlap_KeepsTheirTextsApart()
    {
        var (reader, other) = (Start(), Some.NewRun());
        Grow("One");
        Grow("Two", run: other);
        await PieceAsync(reader);
        await PieceAsync(reader);
        Grow(" more");
        _texts.Settle(other);

        var item = Assert.Single((await TakeAsync(reader))!);
        Assert.Equal((Some.Run, 3, " more"), (item.Text!.Run, item.Text.Offset, item.Text.Content));
        Assert.Null(await TakeAsync(reader));
    }

    [Fact]
    public void Take_HoweverManyRunsPass_RemembersOnlyThoseThatGrow()
    {
        var seen = new Dictionary<RunId, (long Text, int Length)>();
        for (var count = 0; count < 100; count++)
        {
            var run = Some.NewRun();
            Grow("Hello", run: run);
            Assert.NotNull(_texts.Take(seen, shownSeq: 0));
            _texts.Settle(run);
        }

        Assert.InRange(seen.Count, 0, 2);
    }

    /// <summary>A reader that has said "connected".</summary>
    private SessionReader Start(bool wantsDeltas = true)
    {
        var reader = New(wantsDeltas);
        reader.Start(Encoding.ASCII.GetBytes("connected"), _log.LastSeq, startAfter: null);

        // From the queue, so it is there at once.
        var greeting = reader.TakeAsync(Test.Token);
        Assert.True(greeting.IsCompletedSuccessfully);
        return reader;
    }

    private SessionReader New(bool wantsDeltas)
    {
        var options = new ReaderOptions { MaxLiveBytes = 100, MaxDirectBytes = 10, PageBytes = 50 };
        var reader = new SessionReader(Some.Session, ConnectionId.New(), _log, options, () => _wakes++) { WantsDeltas = wantsDeltas };
        reader.Attach(_log.LastSeq, _texts);
        return reader;
    }

    private void Grow(string content, int number = 1, bool isAnew = false, long after = 0, RunId? run = null) =>
        _texts.Add(run ?? Some.Run, new StepDelta(new StepId(1, number), DeltaKind.Text, 1, content, isAnew), after, Some.Time);

    private static async Task<IReadOnlyList<Outbound>?> TakeAsync(SessionReader reader) => await reader.TakeAsync(Test.Token);

    private static async Task<(int Offset, string Content)> PieceAsync(SessionReader reader)
    {
        var piece = Assert.Single((await TakeAsync(reader))!).Text!;
        return (piece.Offset, piece.Content);
    }
}

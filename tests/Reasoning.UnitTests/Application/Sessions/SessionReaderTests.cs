using System.Text;
using Reasoning.Application.Clients;
using Reasoning.Application.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>The reader's waiting and its edges; its stream is <see cref="SessionReaderModelTests"/>' business.</summary>
public sealed class SessionReaderTests
{
    private readonly DelayedLog _log = new();
    private readonly SessionReader _reader;
    private int _wakes;

    public SessionReaderTests() => _reader = new SessionReader(
        Some.Session, ConnectionId.New(), _log, new ReaderOptions { MaxLiveBytes = 100, MaxDirectBytes = 10, PageBytes = 50 }, () => _wakes++);

    [Fact]
    public async Task PostAsync_WhenThereIsNoRoom_WaitsForTheWriter()
    {
        Start();
        await _reader.PostAsync(new byte[10], Test.Token);
        var second = _reader.PostAsync(new byte[10], Test.Token).AsTask();
        Assert.False(second.IsCompleted);

        Assert.Equal(2, (await TakeAsync())!.Count);
        await second.InTime();
        Assert.Single((await TakeAsync())!);
    }

    [Fact]
    public async Task PostAsync_WhenTheReaderCloses_GivesUp()
    {
        Start();
        await _reader.PostAsync(new byte[10], Test.Token);
        var second = _reader.PostAsync(new byte[10], Test.Token).AsTask();
        _reader.Close();

        await second.InTime();
        Assert.Equal(2, (await TakeAsync())!.Count);
        Assert.Equal(OutboundKind.Close, Assert.Single((await TakeAsync())!).Kind);
        Assert.Null(await TakeAsync());
    }

    [Fact]
    public async Task PostAsync_WhenCancelled_Throws()
    {
        Start();
        using var stop = new CancellationTokenSource();
        await _reader.PostAsync(new byte[10], Test.Token);
        var second = _reader.PostAsync(new byte[10], stop.Token).AsTask();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.InTime());
    }

    [Fact]
    public async Task PostAsync_WhenManyWait_AllGetTheirTurn()
    {
        Start();
        var posts = Enumerable.Range(0, 20).Select(_ => _reader.PostAsync(new byte[10], Test.Token).AsTask()).ToList();
        var taken = 0;
        while (taken < 21)
        {
            taken += (await TakeAsync())?.Count ?? 0;
            await Task.Yield();
        }

        await Task.WhenAll(posts).InTime();
    }

    [Fact]
    public void TryPost_WhenOneMessageIsLargerThanTheLimit_TakesItAlone()
    {
        Assert.True(_reader.TryPost(new byte[1000]));
        Assert.False(_reader.TryPost(new byte[1]));
        Assert.True(_reader.TryPost(new byte[1], force: true));
    }

    [Fact]
    public async Task WaitForRoomAsync_WhenForcedMessagesFillTheQueue_WaitsForTheWriter()
    {
        Start();
        _reader.TryPost(new byte[9], force: true);
        await _reader.WaitForRoomAsync(Test.Token).AsTask().InTime();
        _reader.TryPost(new byte[9], force: true);
        var waiting = _reader.WaitForRoomAsync(Test.Token).AsTask();
        Assert.False(waiting.IsCompleted);

        await TakeAsync();
        await waiting.InTime();
    }

    [Fact]
    public async Task WaitForRoomAsync_WhenTheReaderCloses_Returns()
    {
        Start();
        _reader.TryPost(new byte[11], force: true);
        var waiting = _reader.WaitForRoomAsync(Test.Token).AsTask();
        Assert.False(waiting.IsCompleted);
        _reader.Close();

        await waiting.InTime();
    }

    [Fact]
    public async Task Close_WhenItIsToEndAtTheHead_GivesWhatTheLogStillHas()
    {
        Start();
        _reader.Publish(_log.Grow(1, bytesEach: 101));
        _reader.Publish(_log.Grow(1, bytesEach: 101));
        _reader.Close(atHead: true);
        _reader.Publish(_log.Grow(1, bytesEach: 10));

        Assert.Equal(OutboundKind.Direct, Assert.Single((await TakeAsync())!).Kind);
        Assert.Equal(1, Assert.Single((await TakeAsync())!).Batch!.LastSeq);
        Assert.Equal(2, Assert.Single((await TakeAsync())!).Batch!.LastSeq);
        Assert.Equal(OutboundKind.Close, Assert.Single((await TakeAsync())!).Kind);
        Assert.Null(await TakeAsync());
    }

    [Fact]
    public async Task TakeAsync_WhenTheLogWasTrimmedBeforeTheCursor_SaysThatItFellBehind()
    {
        Start();
        _reader.Publish(_log.Grow(1, bytesEach: 101));
        _reader.Publish(_log.Grow(1, bytesEach: 101));
        _log.Trim();
        await TakeAsync();

        await Assert.ThrowsAsync<ReaderFellBehindException>(TakeAsync);
    }

    [Fact]
    public async Task TakeAsync_WhenClosedDuringARead_DropsThePage()
    {
        Start();
        await TakeAsync();
        _reader.Publish(_log.Grow(1, bytesEach: 101));
        _log.DelayReads();
        var reading = TakeAsync();
        _reader.Close();
        _log.LetGo();

        Assert.Empty((await reading.InTime())!);
        Assert.Equal(OutboundKind.Close, Assert.Single((await TakeAsync())!).Kind);
    }

    [Fact]
    public async Task Fail_WhenSomethingIsQueued_IsSaidAfterIt()
    {
        Start();
        _reader.Publish(_log.Grow(1, bytesEach: 10));
        _reader.End(SessionEnd.Failed);

        Assert.Equal(2, (await TakeAsync())!.Count);
        await Assert.ThrowsAsync<SessionFailedException>(TakeAsync);
    }

    [Fact]
    public async Task Publish_AfterAFailure_IsNotShown()
    {
        Start();
        await TakeAsync();

        // Stored without an answer, and found by the next owner: nobody here was shown it.
        _log.Grow(1, bytesEach: 10);
        _reader.End(SessionEnd.Failed);
        _reader.Publish(_log.Grow(1, bytesEach: 10));

        await Assert.ThrowsAsync<SessionFailedException>(TakeAsync);
    }

    [Fact]
    public async Task Close_WhenNeverStarted_ShowsNothingOfWhatCameMeanwhile()
    {
        _reader.Attach(0);
        _reader.Publish(_log.Grow(1, bytesEach: 10));
        _reader.Close();

        Assert.Equal(1, _wakes);
        Assert.Equal(OutboundKind.Close, Assert.Single((await TakeAsync())!).Kind);
    }

    [Fact]
    public async Task PostPing_WhenOneWaits_IsNotQueuedAgain()
    {
        _reader.PostPing();
        Start();
        _reader.PostPing();
        _reader.PostPing();

        Assert.Equal([OutboundKind.Direct, OutboundKind.Ping], (await TakeAsync())!.Select(item => item.Kind));
    }

    [Fact]
    public async Task PostPong_WhenOneWaits_IsNotQueuedAgain()
    {
        Start();
        _reader.PostPong();
        _reader.PostPing();
        _reader.PostPong();

        Assert.Equal([OutboundKind.Direct, OutboundKind.Pong, OutboundKind.Ping], (await TakeAsync())!.Select(item => item.Kind));
    }

    [Fact]
    public async Task Publish_WhenItIsInTheLogThatTheReaderWasToldOf_IsNotShownAgain()
    {
        var batch = _log.Grow(2, bytesEach: 10);
        Start();
        _reader.Publish(batch);

        Assert.Equal(OutboundKind.Direct, Assert.Single((await TakeAsync())!).Kind);
        Assert.Null(await TakeAsync());
    }

    [Fact]
    public async Task Publish_WhenItFits_SharesTheBytes()
    {
        Start();
        var batch = _log.Grow(2, bytesEach: 10);
        _reader.Publish(batch);

        Assert.Same(batch, (await TakeAsync())![1].Batch);
        Assert.Equal(0, _log.Reads);
    }

    private void Start()
    {
        _reader.Attach(_log.LastSeq);
        _reader.Start(Encoding.ASCII.GetBytes("connected"), _log.LastSeq, startAfter: null);
    }

    private async Task<IReadOnlyList<Outbound>?> TakeAsync() => await _reader.TakeAsync(Test.Token);
}

using System.IO.Pipelines;
using System.Text;
using Moq;
using Reasoning.Application.Sessions;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.ServerSentEvents;
using Reasoning.UnitTests.Infrastructure.WebSockets;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.ServerSentEvents;

public sealed class EventStreamConnectionTests : IDisposable
{
    private readonly ConnectionHarness _server = new();
    private readonly Pipe _response = new(new PipeOptions(pauseWriterThreshold: 64 * 1024, useSynchronizationContext: false));
    private readonly CancellationTokenSource _left = new();
    private readonly StringBuilder _read = new();
    private int _aborts;

    public static TheoryData<Exception, int> AttachFailures => new()
    {
        { new StoreUnavailableException("The disk is full."), 4424 },
        { new SessionFailedException(), 4424 },
        { new InvalidOperationException("A mistake of ours."), 1011 },
    };

    [Theory]
    [MemberData(nameof(AttachFailures))]
    public async Task Run_WhenItCannotAttach_EndsWithAReasonAndWithoutConnected(Exception failure, int code)
    {
        _server.Sessions
            .Setup(sessions => sessions.AttachAsync(It.IsAny<SessionReader>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(failure);
        await Create().RunAsync().InTime();
        await _response.Writer.CompleteAsync();
        await ReadUntilAsync(() => _read.ToString().Contains($"\"code\":{code}", StringComparison.Ordinal));

        Assert.DoesNotContain("connected", _read.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(failure.Message, _read.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhenTheServerIsShuttingDown_EndsAtOnce()
    {
        _server.State.StartDraining();
        await Create().RunAsync().InTime();
        await ReadUntilAsync(() => _read.ToString().Contains("1001", StringComparison.Ordinal));
        Assert.True(_server.Registry.IsEmpty);
    }

    [Fact]
    public async Task Run_WhenTheClientLeaves_EndsWithoutAWord()
    {
        var (_, life) = await OpenAsync();
        await _left.CancelAsync();
        await life.InTime();

        Assert.Equal(1, _aborts);
        Assert.True(_server.Registry.IsEmpty);
        Assert.Empty(_server.StreamLog.Errors);
    }

    /// <summary>The attachment may take long, and the client may not wait for it.</summary>
    [Fact]
    public async Task Run_WhenTheClientLeavesBeforeItIsAttached_Ends()
    {
        _server.Sessions
            .Setup(sessions => sessions.AttachAsync(It.IsAny<SessionReader>(), It.IsAny<CancellationToken>()))
            .Returns(async (SessionReader _, CancellationToken token) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                throw new InvalidOperationException();
            });
        var life = Create().RunAsync();
        await _left.CancelAsync();
        await life.InTime();

        Assert.True(_server.Registry.IsEmpty);
        Assert.Empty(_server.StreamLog.Errors);
    }

    [Fact]
    public async Task Write_WhenTheReaderFellBehind_SaysSo()
    {
        var (connection, life) = await OpenAsync();
        var batch = _server.Log.Grow(1, bytesEach: 5000);
        _server.Log.Trim();
        connection.Reader.Publish(batch);
        await life.InTime();
        await ReadUntilAsync(() => _read.ToString().Contains("\"code\":4410", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Close_WhenTheClientDoesNotRead_IsCutAfterTheCloseTimeout()
    {
        var (connection, life) = await OpenAsync();
        await BlockAsync(connection);
        connection.Close(CloseCode.ShuttingDown);
        connection.Close(CloseCode.FellBehind);
        Assert.Equal(0, _aborts);
        _server.Time.Advance(_server.Options.CloseTimeout);
        await life.InTime();

        Assert.Equal(1, _aborts);
        Assert.Contains("1001", _server.StreamLog.Lines.Last().Text, StringComparison.Ordinal);
    }

    /// <summary>A lagging reader is to have the rest of the log before it is closed, and then there is no rest.</summary>
    [Fact]
    public async Task Close_WhenTheRestOfTheLogCannotBeRead_EndsWithoutIt()
    {
        var (connection, life) = await OpenAsync();
        _server.Log.DelayReads();
        connection.Reader.Publish(_server.Log.Grow(1, bytesEach: 5000));
        await Test.UntilAsync(() => _server.Log.Reads == 1);
        connection.Close(CloseCode.ShuttingDown);
        _server.Log.ReadFailure = new StoreUnavailableException("The disk is gone.");
        await Task.Run(_server.Log.LetGo, Test.Token).InTime();

        await life.InTime();
        await ReadUntilAsync(() => _read.ToString().Contains("\"code\":1001", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Close_WhenTheLogIsBeingDeleted_DoesNotWaitForWhatCannotBeRead()
    {
        var (connection, life) = await OpenAsync();
        connection.Reader.Hold();
        connection.Reader.Publish(_server.Log.Grow(1, bytesEach: 5000));
        connection.Close(CloseCode.ShuttingDown);
        await life.InTime();
        await ReadUntilAsync(() => _read.ToString().Contains("\"code\":1001", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CheckHeartbeat_WhenTheClientAcceptsNothing_CutsIt()
    {
        var (connection, life) = await OpenAsync();
        await BlockAsync(connection);
        _server.Time.Advance(_server.Options.HeartbeatTimeout - TimeSpan.FromTicks(1));
        connection.CheckHeartbeat(_server.Time.GetTimestamp());
        Assert.Equal(0, _aborts);
        _server.Time.Advance(TimeSpan.FromTicks(1));
        connection.CheckHeartbeat(_server.Time.GetTimestamp());
        await life.InTime();

        Assert.Equal(1, _aborts);
        Assert.Contains("4408", _server.StreamLog.Lines.Last().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckHeartbeat_WhenAnIntervalHasPassed_WritesOneComment()
    {
        var (connection, life) = await OpenAsync();
        _server.Time.Advance(_server.Options.StreamHeartbeatInterval - TimeSpan.FromTicks(1));
        connection.CheckHeartbeat(_server.Time.GetTimestamp());
        _server.Time.Advance(TimeSpan.FromTicks(1));
        connection.CheckHeartbeat(_server.Time.GetTimestamp());
        connection.CheckHeartbeat(_server.Time.GetTimestamp());
        connection.Close(CloseCode.ShuttingDown);
        await life.InTime();
        await ReadUntilAsync(() => _read.ToString().Contains("1001", StringComparison.Ordinal));

        Assert.Equal(2, _read.ToString().Split(": ping\n\n").Length);
    }

    /// <summary>By then its connection may serve another request, which is nobody's to abort.</summary>
    [Fact]
    public async Task Cut_WhenTheStreamHasEnded_DoesNothing()
    {
        var (connection, life) = await OpenAsync();
        connection.Close(CloseCode.ShuttingDown);
        await life.InTime();
        connection.Cut();

        Assert.Equal(0, _aborts);
    }

    public void Dispose()
    {
        _server.Dispose();
        _left.Dispose();
    }

    private EventStreamConnection Create() => new(
        new AcceptedStream(Some.Session, Resume: null, WantsDeltas: false, _response.Writer, Abort, _left.Token), _server.StreamServices);

    private async Task<(EventStreamConnection Connection, Task Life)> OpenAsync()
    {
        var connection = Create();
        var life = connection.RunAsync();
        await ReadUntilAsync(() => _read.ToString().Contains("\"connected\"", StringComparison.Ordinal));
        return (connection, life);
    }

    private async Task BlockAsync(EventStreamConnection connection)
    {
        _server.ReaderOptions.MaxLiveBytes = 1_000_000;
        var frame = Encoding.UTF8.GetBytes($$"""{"type":"x","data":"{{new string('y', 200_000)}}"}""");
        connection.Reader.Publish(new EventBatch(1, frame, [frame.Length]));
        await Test.UntilAsync(() => connection.BlockedSince is not null && _response.Writer.UnflushedBytes == 0);
    }

    /// <summary>What a server does with a response that is cut: a write that waits ends.</summary>
    private void Abort()
    {
        Interlocked.Increment(ref _aborts);
        _response.Writer.CancelPendingFlush();
        _response.Reader.Complete();
    }

    private async Task ReadUntilAsync(Func<bool> isThere)
    {
        while (!isThere())
        {
            var read = await _response.Reader.ReadAsync(Test.Token).AsTask().InTime();
            _read.Append(Encoding.UTF8.GetString(read.Buffer));
            _response.Reader.AdvanceTo(read.Buffer.End);
            Assert.False(read.IsCompleted && !isThere(), _read.ToString());
        }
    }
}

using Moq;
using Reasoning.Application.Connections.Ping;
using Reasoning.Application.Sessions;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.WebSockets;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.WebSockets;

public sealed class WebSocketConnectionTests : IDisposable
{
    private readonly ConnectionHarness _server = new();
    private readonly FakeSocket _socket = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Run_WhenTheClientLeaves_EndsInTheOneOrder()
    {
        var (connection, life) = await _server.OpenAsync(_socket);
        Assert.Same(connection, Assert.Single(_server.Registry.All));
        connection.Reader.TryPost("last words"u8.ToArray());
        _socket.Send(SocketMessageKind.Close, closeCode: 1000);
        await life.InTime();

        Assert.Equal(["last words", "close 1000", "release"], _socket.Acts.Where(act => act is "last words" or "close 1000" or "release"));
        Assert.Equal("release", _socket.Acts[^1]);
        Assert.True(_server.Registry.IsEmpty);
        _server.Sessions.Verify(sessions => sessions.Detach(connection.Reader), Times.Once);
        Assert.Empty(_server.ConnectionLog.Errors);
    }

    [Fact]
    public async Task Run_WhenItBegins_SaysConnectedBeforeAnythingElse()
    {
        _server.Log.Grow(2, bytesEach: 10);
        var (connection, life) = await _server.OpenAsync(_socket, new ResumeRequest(0, null));
        await _socket.DoneAsync("caught_up").InTime();
        connection.Close(1000);
        _socket.Send(SocketMessageKind.Close, 1000);
        await life.InTime();

        Assert.Contains("\"connected\"", _socket.Acts[0], StringComparison.Ordinal);
        Assert.Equal(2, _socket.Acts.Count(act => act == new string('\0', 10)));
        Assert.Contains("\"seq\":2", _socket.Acts.Single(act => act.Contains("caught_up", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Close_WhenItIsClosedTwice_KeepsTheFirstReason()
    {
        var (connection, life) = await _server.OpenAsync(_socket);
        connection.Close(4408);
        connection.Close(1001);
        await _socket.DoneAsync("close 4408").InTime();
        _socket.Send(SocketMessageKind.Close, 1000);
        await life.InTime();

        Assert.Single(_socket.Acts, act => act.StartsWith("close", StringComparison.Ordinal));
        Assert.DoesNotContain("abort", _socket.Acts);
    }

    [Theory]
    [InlineData(1002)]
    [InlineData(1003)]
    [InlineData(1007)]
    [InlineData(1009)]
    public async Task Receive_WhenItIsAViolation_ClosesAndReadsOnUntilTheClientHasUnderstood(int code)
    {
        var (_, life) = await _server.OpenAsync(_socket);
        _socket.Send(SocketMessageKind.Violation, code);
        await _socket.DoneAsync($"close {code}").InTime();
        await _socket.DoneAsync("discard").InTime();
        Assert.False(life.IsCompleted);
        _socket.Send("""{"type":"ping"}""");
        _socket.Send(SocketMessageKind.Close, 1000);
        await life.InTime();

        _server.Mediator.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task Receive_WhenItIsAPing_IsAnsweredByTheWriterInItsTurn()
    {
        var (connection, life) = await _server.OpenAsync(_socket);
        connection.Reader.TryPost("before"u8.ToArray());
        _socket.Send(SocketMessageKind.Ping);
        await _socket.DoneAsync("pong frame").InTime();
        _socket.Send(SocketMessageKind.Close, 1000);
        await life.InTime();

        Assert.Equal(["before", "pong frame"], _socket.Acts.Where(act => act is "before" or "pong frame"));
    }

    [Fact]
    public async Task Run_WhenItIsCutWhileAWriteIsOnItsWay_ReleasesTheSocketOnlyAfterIt()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (connection, life) = await _server.OpenAsync(_socket);
        var writing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _socket.OutlastsAbort = true;
        _socket.BeforeWrite = () =>
        {
            writing.SetResult();
            return held.Task;
        };
        connection.Reader.TryPost("late"u8.ToArray());
        await writing.Task.InTime();
        connection.Cut();
        await Test.UntilAsync(() => _server.Registry.IsEmpty);
        Assert.DoesNotContain("release", _socket.Acts);

        held.SetResult();
        await life.InTime();
        Assert.Equal("release", _socket.Acts[^1]);
    }

    [Fact]
    public async Task Run_WhenTheLogAnswersTheWriterAfterTheEnd_LeavesTheSocketAlone()
    {
        var (connection, life) = await _server.OpenAsync(_socket);
        _server.Log.DelayReads();
        connection.Reader.Publish(_server.Log.Grow(1, bytesEach: 5000));
        await Test.UntilAsync(() => _server.Log.Reads == 1);
        connection.Cut();
        await life.InTime();
        var acts = _socket.Acts.Count;
        _server.Log.LetGo();

        Assert.Equal("release", _socket.Acts[^1]);
        Assert.Equal(acts, _socket.Acts.Count);
    }

    [Fact]
    public async Task Close_WhenTheClientDoesNotAnswer_IsCutAfterTheTimeout()
    {
        var (connection, life) = await _server.OpenAsync(_socket);
        connection.Close(1001);
        await _socket.DoneAsync("close 1001").InTime();
        Assert.DoesNotContain("abort", _socket.Acts);
        _server.Time.Advance(_server.Options.CloseTimeout);

        await life.InTime();
        Assert.Contains("abort", _socket.Acts);
    }

    [Fact]
    public async Task Run_WhenThePeerIsGone_IsQuiet()
    {
        var (_, life) = await _server.OpenAsync(_socket);
        _socket.Break();
        await life.InTime();

        Assert.Empty(_server.ConnectionLog.Errors);
        Assert.True(_server.Registry.IsEmpty);
    }

    [Fact]
    public async Task Write_WhenItFails_EndsTheConnection()
    {
        var (connection, life) = await _server.OpenAsync(_socket);
        _socket.BeforeWrite = () => Task.FromException(new SocketClosedException(null));
        connection.Reader.TryPost("text"u8.ToArray());
        await life.InTime();

        Assert.Contains("abort", _socket.Acts);
        Assert.Empty(_server.ConnectionLog.Errors);
    }

    [Fact]
    public async Task Receive_WhenMessagesFollowEachOther_TakesThemOneAtATime()
    {
        var handled = new List<string?>();
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.OnCommand = async (command, _) =>
        {
            handled.Add(((PingCommand)command).Timestamp);
            if (handled.Count == 2)
                both.SetResult();
            else
                await first.Task;
        };
        var (_, life) = await _server.OpenAsync(_socket);
        _socket.Send("""{"type":"ping","timestamp":1}""");
        _socket.Send("""{"type":"ping","timestamp":2}""");
        await Test.UntilAsync(() => handled.Count == 1);
        first.SetResult();
        await both.Task.InTime();
        _socket.Send(SocketMessageKind.Close, 1000);
        await life.InTime();

        Assert.Equal(["1", "2"], handled);
    }

    [Fact]
    public async Task CheckHeartbeat_WhenOneIsDue_TellsTheLastEventThatWasWritten()
    {
        var (connection, life) = await _server.OpenAsync(_socket);
        connection.Reader.Publish(_server.Log.Grow(3, bytesEach: 10));
        connection.CheckHeartbeat(_server.Time.GetTimestamp());
        _server.Time.Advance(_server.Options.HeartbeatInterval);
        connection.CheckHeartbeat(_server.Time.GetTimestamp());
        await _socket.DoneAsync("ping frame").InTime();
        _socket.Send(SocketMessageKind.Close, 1000);
        await life.InTime();

        var ping = Assert.Single(_socket.Acts, act => act.Contains("\"ping\"", StringComparison.Ordinal));
        Assert.Contains("\"last_seq\":3", ping, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckHeartbeat_WhenNothingArrives_Closes()
    {
        var (connection, life) = await _server.OpenAsync(_socket);
        _server.Time.Advance(_server.Options.HeartbeatTimeout);
        connection.CheckHeartbeat(_server.Time.GetTimestamp());
        await _socket.DoneAsync("close 4408").InTime();
        _socket.Send(SocketMessageKind.Close, 1000);
        await life.InTime();
    }

    [Fact]
    public async Task CheckHeartbeat_WhenTheServerItselfDoesNotRead_DoesNotBlameTheClient()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.OnCommand = (_, _) =>
        {
            begun.SetResult();
            return handled.Task;
        };
        var (connection, life) = await _server.OpenAsync(_socket);
        _socket.Send("""{"type":"ping"}""");
        await begun.Task.InTime();
        _server.Time.Advance(_server.Options.HeartbeatTimeout);
        connection.CheckHeartbeat(_server.Time.GetTimestamp());
        await _socket.DoneAsync("ping frame").InTime();
        handled.SetResult();
        _socket.Send(SocketMessageKind.Close, 1000);
        await life.InTime();

        Assert.Contains("close 1000", _socket.Acts);
    }

    [Fact]
    public async Task CheckHeartbeat_WhenNothingCanBeWritten_CutsTheConnection()
    {
        var (connection, life) = await _server.OpenAsync(_socket);
        _socket.BeforeWrite = () => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Test.Token);
        connection.Reader.TryPost("text"u8.ToArray());
        _socket.BlockedSince = _server.Time.GetTimestamp();
        _server.Time.Advance(_server.Options.HeartbeatTimeout);
        connection.CheckHeartbeat(_server.Time.GetTimestamp());
        await life.InTime();

        Assert.Contains("abort", _socket.Acts);
        Assert.True(_server.Registry.IsEmpty);
    }

    [Fact]
    public async Task Run_WhenTheServerIsShuttingDown_IsClosedAtOnce()
    {
        _server.State.StartDraining();
        var (_, life) = await _server.OpenAsync(_socket);
        await _socket.DoneAsync("close 1001").InTime();
        _socket.Send(SocketMessageKind.Close, 1000);
        await life.InTime();
    }

    public static TheoryData<Exception, int> AttachFailures => new()
    {
        { new StoreUnavailableException("The disk is full."), 4424 },
        { new SessionFailedException(), 4424 },
        { new InvalidOperationException("A mistake of ours."), 1011 },
    };

    [Theory]
    [MemberData(nameof(AttachFailures))]
    public async Task Run_WhenItCannotAttach_ClosesWithoutSayingConnected(Exception failure, int code)
    {
        _server.Sessions
            .Setup(sessions => sessions.AttachAsync(It.IsAny<SessionReader>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(failure);
        await _server.Create(_socket).RunAsync(resume: null).InTime();

        Assert.Equal([$"close {code}", "flush", "release"], _socket.Acts);
    }

    [Fact]
    public async Task Write_WhenTheStoreCannotBeRead_LetsTheClientComeBack()
    {
        var (connection, life) = await _server.OpenAsync(_socket);
        _server.Log.ReadFailure = new StoreUnavailableException("The disk is gone.");
        connection.Reader.Publish(_server.Log.Grow(1, bytesEach: 5000));
        await _socket.DoneAsync("close 4424").InTime();
        _socket.Send(SocketMessageKind.Close, 1000);
        await life.InTime();
    }

    [Fact]
    public async Task Write_WhenTheReaderFellBehind_SaysSo()
    {
        var (connection, life) = await _server.OpenAsync(_socket);
        var batch = _server.Log.Grow(1, bytesEach: 5000);
        _server.Log.Trim();
        connection.Reader.Publish(batch);
        await _socket.DoneAsync("close 4410").InTime();
        _socket.Send(SocketMessageKind.Close, 1000);
        await life.InTime();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_WhenTheLogFailsAtTheEndOfTheServer_GivesUpWhatItLagsBehind(bool sessionFails)
    {
        var (connection, life) = await _server.OpenAsync(_socket);
        _server.Log.DelayReads();
        connection.Reader.Publish(_server.Log.Grow(1, bytesEach: 5000));
        await Test.UntilAsync(() => _server.Log.Reads == 1);
        _server.Log.ReadFailure = new StoreUnavailableException("The disk is gone.");
        connection.Close(1001);
        if (sessionFails)
            connection.Reader.End(SessionEnd.Failed);
        _server.Log.LetGo();

        await _socket.DoneAsync("close 1001").InTime();
        _socket.Send(SocketMessageKind.Close, 1000);
        await life.InTime();
        Assert.Equal(1, _server.Log.Reads);
    }

    [Fact]
    public async Task Write_WhenTheSessionFails_LetsTheClientComeBack()
    {
        var (connection, life) = await _server.OpenAsync(_socket);
        connection.Reader.End(SessionEnd.Failed);
        await _socket.DoneAsync("close 4424").InTime();
        _socket.Send(SocketMessageKind.Close, 1000);
        await life.InTime();
    }

    [Fact]
    public async Task Write_WhenMuchIsQueued_FlushesItTogether()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (connection, life) = await _server.OpenAsync(_socket);
        await _socket.DoneAsync("flush").InTime();
        _socket.BeforeWrite = () => gate.Task;
        connection.Reader.TryPost("a"u8.ToArray());
        connection.Reader.TryPost("b"u8.ToArray());
        connection.Reader.TryPost("c"u8.ToArray());
        gate.SetResult();
        await _socket.DoneAsync(act => act == "c").InTime();
        _socket.Send(SocketMessageKind.Close, 1000);
        await life.InTime();

        Assert.Equal("b c flush", string.Join(' ', _socket.Acts.SkipWhile(act => act != "b").Take(3)));
    }
}

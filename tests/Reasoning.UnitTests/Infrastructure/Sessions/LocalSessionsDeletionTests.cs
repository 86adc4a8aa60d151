using Reasoning.Application;
using Reasoning.Application.Runs;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Infrastructure.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

/// <summary>A session is deleted while it is used in every way.</summary>
public sealed class LocalSessionsDeletionTests : IDisposable
{
    private readonly SessionsHarness _server = new(new RunOptions { Max = 2 });
    private readonly TaskCompletionSource _store = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Delete_WhenARunIsActive_StopsItsWorkAndEndsTheReaders()
    {
        var stopped = new TaskCompletionSource();
        _server.Work = async (_, token) =>
        {
            using var registration = token.Register(stopped.SetResult);
            await stopped.Task;
        };
        var client = await _server.FollowAsync();
        await _server.StartAsync().InTime();
        await client.UntilAsync("reasoning_start");
        await DeleteAsync().InTime();

        await stopped.Task.InTime();
        Assert.IsType<SessionDeletedException>(await client.EndAsync().InTime());
        await _server.AssertAllPlacesFreeAsync();
        Assert.Null((await _server.Store.ReadAsync(Some.Session, after: 0, upTo: 1, maxBytes: 100, Test.Token)).Events);
    }

    [Fact]
    public async Task Delete_WhenSomethingIsAskedAfterwards_BeginsANewLog()
    {
        var first = await _server.FollowAsync();
        await AnswerAsync();
        await DeleteAsync().InTime();

        var second = await _server.FollowAsync();
        await AnswerAsync();
        var seen = await second.UntilAsync("reasoning_complete");
        Assert.Equal([1L, 2L], seen.Select(message => message.GetProperty("seq").GetInt64()));
        Assert.IsType<SessionDeletedException>(await first.EndAsync().InTime());
    }

    [Fact]
    public async Task Delete_WhenNothingWasAsked_FindsNothingAndLeavesTheReaders()
    {
        var client = await _server.FollowAsync();
        var refused = await Assert.ThrowsAsync<RequestRefusedException>(() => DeleteAsync().InTime());
        Assert.Equal(ErrorCode.SessionNotFound, refused.Code);

        await AnswerAsync();
        await client.UntilAsync("reasoning_complete");
    }

    [Fact]
    public async Task Delete_WhileACommitIsUnderWay_WaitsForItAndDeletesWhatItStored()
    {
        var client = await _server.FollowAsync();
        _server.Store.BeforeAppend = _ => _store.Task;
        var start = _server.StartAsync();
        await Test.UntilAsync(() => _server.Store.Appends == 1);
        var delete = DeleteAsync();
        _server.Store.BeforeAppend = null;
        _store.SetResult();

        await start.InTime();
        await delete.InTime();
        Assert.IsType<SessionDeletedException>(await client.EndAsync().InTime());
        Assert.Empty(await _server.Store.GetUnfinishedSessionsAsync(Test.Token));
        await _server.AssertAllPlacesFreeAsync();
    }

    [Fact]
    public async Task Delete_WhileItIsBeingDeleted_RefusesNewWorkAndReadersAndAnswersBothDeletions()
    {
        await AnswerAsync();
        var deleting = HoldDeletion();
        var first = DeleteAsync();
        await deleting.InTime();
        var second = DeleteAsync();
        var chat = _server.StartAsync();
        var client = new FollowingClient(Some.Session, _server.Store);

        Assert.Equal(ErrorCode.Unavailable, (await Assert.ThrowsAsync<RequestRefusedException>(() => chat.InTime())).Code);
        await Assert.ThrowsAsync<SessionFailedException>(() => _server.Sessions.AttachAsync(client.Reader, Test.Token).InTime());
        _store.SetResult();
        await first.InTime();
        await second.InTime();
        await AnswerAsync();
    }

    [Fact]
    public async Task Delete_WhileAReaderReadsTheLog_DoesNotTellItThatItFellBehind()
    {
        await AnswerAsync();
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mayRead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Store.BeforeRead = () =>
        {
            reading.TrySetResult();
            return mayRead.Task;
        };
        var client = new FollowingClient(Some.Session, _server.Store);
        var head = (await _server.Sessions.AttachAsync(client.Reader, Test.Token).InTime()).Log.LastSeq;
        client.Reader.Start("""{"type":"connected"}"""u8.ToArray(), head, startAfter: 0);
        await reading.Task.InTime();

        // It gets its page, an empty one, when the log is gone and before it is told so.
        var deleted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Store.AfterDelete = () =>
        {
            mayRead.SetResult();
            return deleted.Task;
        };
        var delete = DeleteAsync();
        await mayRead.Task.InTime();
        await Test.UntilAsync(() => client.IsAsleep);
        deleted.SetResult();
        await delete.InTime();

        Assert.IsType<SessionDeletedException>(await client.EndAsync().InTime());
    }

    [Fact]
    public async Task Delete_WhenTheStoreIsAway_IsDoneWhenItIsBack()
    {
        await AnswerAsync();
        var attempts = 0;
        _server.Store.BeforeDelete = () => ++attempts == 1
            ? Task.FromException(new StoreUnavailableException("Away.", new IOException()))
            : Task.CompletedTask;
        var delete = DeleteAsync();
        await Test.UntilAsync(() => attempts == 1);
        await Test.UntilAsync(() =>
        {
            _server.Time.Advance(TimeSpan.FromMilliseconds(50));
            return attempts == 2;
        });

        await delete.InTime();
        Assert.Null(await _server.Store.GetOldestSeqAsync(Some.Session, Test.Token));
    }

    [Fact]
    public async Task Delete_WhenItTakesTooLong_IsUnavailableAndHappensAllTheSame()
    {
        var client = await _server.FollowAsync();
        await AnswerAsync();
        var deleting = HoldDeletion();
        var delete = DeleteAsync();
        await deleting.InTime();
        _server.Time.Advance(_server.Options.AcceptTimeout);

        Assert.Equal(ErrorCode.Unavailable, (await Assert.ThrowsAsync<RequestRefusedException>(() => delete.InTime())).Code);
        _store.SetResult();
        Assert.IsType<SessionDeletedException>(await client.EndAsync().InTime());
    }

    /// <summary>In the turn in which it is deleted, whoever comes behind that would wait for a commit that there is not going to be.</summary>
    [Fact]
    public async Task Delete_WhenSomebodyAsksInTheSameTurn_RefusesThem()
    {
        await AnswerAsync();
        var deleting = HoldDeletion();
        var delete = DeleteAsync();
        await deleting.InTime();

        // Put in during a turn, so that the next one takes both.
        var session = _server.Local(Some.Session);
        var late = new Ticket();
        session.TryPost(new SessionInput(
            (_, _, _) =>
            {
                session.TryPost(new SessionInput((core, _, effects) => core.Deleted(effects), Ticket: null));
                session.TryPost(new SessionInput((core, now, effects) => core.Interrupt(id: null, late, now, effects), late));
            },
            Ticket: null));

        Assert.Equal(ErrorCode.Unavailable, Assert.IsType<TicketResult.Refused>(await late.Task.InTime()).Reason.Code);
        _store.SetResult();
        await delete.InTime();
    }

    private Task DeleteAsync() => _server.Sessions.DeleteAsync(Some.Session, Test.Token);

    /// <returns>Done when the store is asked.</returns>
    private Task HoldDeletion()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Store.BeforeDelete = () =>
        {
            asked.SetResult();
            return _store.Task;
        };
        return asked.Task;
    }

    private async Task AnswerAsync()
    {
        var run = await _server.StartAsync().InTime();
        await _server.CompleteAsync(run);
        await _server.Sessions.WaitForEndAsync(Some.Session, run, TimeSpan.FromSeconds(5), Test.Token).InTime();
    }
}

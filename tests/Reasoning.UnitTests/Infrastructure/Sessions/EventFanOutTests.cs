using System.Text;
using Moq;
using Reasoning.Application.Clients;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;
using Reasoning.Infrastructure.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

public sealed class EventFanOutTests
{
    private readonly Mock<IDirectEncoder> _encoder = new();
    private readonly EventFanOut _fanOut;

    public EventFanOutTests()
    {
        _encoder.Setup(encoder => encoder.Encode(It.IsAny<DirectAnswer>())).Returns(Encoding.ASCII.GetBytes("accepted"));
        _fanOut = new EventFanOut(_encoder.Object);
    }

    [Fact]
    public async Task Publish_WhenASessionHasReaders_ShowsThemAllTheSameBatch()
    {
        SessionReader[] readers = [await AttachAsync(Some.Session), await AttachAsync(Some.Session)];
        var stranger = await AttachAsync(Some.Key("another"));
        var batch = new EventBatch(1, new byte[] { 1 }, [1]);
        _fanOut.Publish(Some.Session, batch);

        foreach (var reader in readers)
            Assert.Same(batch, Assert.Single((await reader.TakeAsync(Test.Token))!).Batch);
        Assert.Null(await stranger.TakeAsync(Test.Token));
    }

    [Fact]
    public async Task Announce_WhenSeveralRead_TellsTheOneThatAskedAlthoughItsQueueIsFull()
    {
        var asked = await AttachAsync(Some.Session);
        var other = await AttachAsync(Some.Session);
        asked.TryPost(new byte[100]);
        Assert.False(asked.TryPost(new byte[100]));
        _fanOut.Announce(Some.Session, asked.Connection!.Value, new AcceptedAnswer("m1", Some.Run, Duplicate: false));

        Assert.Equal(2, (await asked.TakeAsync(Test.Token))!.Count);
        Assert.Null(await other.TakeAsync(Test.Token));
    }

    [Fact]
    public async Task Detach_WhenDone_LeavesNothingBehind()
    {
        var first = await AttachAsync(Some.Session);
        var second = await AttachAsync(Some.Session);
        _fanOut.Detach(first);
        Assert.True(_fanOut.HasReaders(Some.Session));
        _fanOut.Detach(second);
        _fanOut.Detach(second);
        _fanOut.Publish(Some.Session, new EventBatch(1, new byte[] { 1 }, [1]));

        Assert.False(_fanOut.HasReaders(Some.Session));
        Assert.Null(await first.TakeAsync(Test.Token));
    }

    [Fact]
    public async Task Fail_WhenASessionBreaks_EndsItsReadersOnly()
    {
        var broken = await AttachAsync(Some.Session);
        var sound = await AttachAsync(Some.Key("another"));
        _fanOut.End(Some.Session, SessionEnd.Failed);

        await Assert.ThrowsAsync<SessionFailedException>(async () => await broken.TakeAsync(Test.Token));
        Assert.Null(await sound.TakeAsync(Test.Token));
    }

    [Fact]
    public async Task Attach_WhenManyComeAndGoAtOnce_LosesNone()
    {
        var stay = new List<SessionReader>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var count = 0; count < 200; count++)
            {
                var reader = await AttachAsync(Some.Session);
                if (count < 199)
                {
                    _fanOut.Detach(reader);
                    continue;
                }

                lock (stay)
                    stay.Add(reader);
            }
        }))).InTime();

        _fanOut.Publish(Some.Session, new EventBatch(1, new byte[] { 1 }, [1]));
        foreach (var reader in stay)
            Assert.Single((await reader.TakeAsync(Test.Token))!);
    }

    private async Task<SessionReader> AttachAsync(SessionKey session)
    {
        var reader = new SessionReader(
            session, ConnectionId.New(), new ScriptedStore(), new ReaderOptions { MaxDirectBytes = 100 }, () => { });
        reader.Start(new byte[1], replayEnd: 0, startAfter: null);
        Assert.Single((await reader.TakeAsync(Test.Token))!);
        _fanOut.Attach(reader);
        return reader;
    }
}

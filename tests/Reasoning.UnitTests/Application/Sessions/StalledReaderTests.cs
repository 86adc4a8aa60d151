using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Moq;
using Reasoning.Application.Clients;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>A client that stops reading for the whole of a long run.</summary>
public sealed class StalledReaderTests
{
    private const int Events = 200_000;
    private const int EventsPerBatch = 50;
    private const int FrameBytes = 250;
    private readonly Mock<ISessionStore> _store = new(MockBehavior.Strict);
    private readonly SessionReader _reader;

    public StalledReaderTests()
    {
        // Kept elsewhere, as on a disk: only what the reader holds is in memory.
        _store
            .Setup(store => store.ReadAsync(
                Some.Session, It.IsAny<long>(), It.IsAny<long>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .Returns((SessionKey _, long after, long upTo, int maxBytes, CancellationToken _) =>
                new ValueTask<LogPage>(new LogPage(Batch(after + 1, (int)Math.Min(upTo - after, maxBytes / FrameBytes)))));
        _reader = new SessionReader(Some.Session, ConnectionId.New(), _store.Object, new ReaderOptions(), () => { });
    }

    [Fact]
    public async Task Reader_WhenItsClientReadsNothingForALongRun_HoldsLittleAndMissesNothing()
    {
        _reader.Attach(head: 0);
        _reader.Start("{}"u8.ToArray(), replayEnd: 0, startAfter: null);
        var published = PublishAll();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var held = published.Sum(batch => batch.TryGetTarget(out var alive) ? (long)alive.Size : 0);
        Assert.InRange(held, 1, 1024 * 1024);

        var seen = 0L;
        while (await _reader.TakeAsync(Test.Token) is { } items)
        {
            foreach (var item in items.Where(item => item.Kind == OutboundKind.Events))
            {
                for (var seq = item.Seq; seq <= item.Batch!.LastSeq; seq++)
                {
                    Assert.True(seq == ++seen, "Once, and in order.");
                    Assert.True(seq == BinaryPrimitives.ReadInt64LittleEndian(item.Batch.Frame(seq).Span), "What was published.");
                }
            }
        }

        Assert.Equal(Events, seen);
        GC.KeepAlive(_reader);
    }

    // Not inlined: nothing but the reader may keep a batch alive afterwards.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private List<WeakReference<EventBatch>> PublishAll()
    {
        var published = new List<WeakReference<EventBatch>>();
        for (var seq = 1; seq <= Events; seq += EventsPerBatch)
        {
            var batch = Batch(seq, EventsPerBatch);
            published.Add(new WeakReference<EventBatch>(batch));
            _reader.Publish(batch);
        }

        return published;
    }

    private static EventBatch Batch(long first, int count)
    {
        var bytes = new byte[count * FrameBytes];
        for (var index = 0; index < count; index++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(index * FrameBytes), first + index);
        return new EventBatch(first, bytes, [.. Enumerable.Range(1, count).Select(end => end * FrameBytes)]);
    }
}

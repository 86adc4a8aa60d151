using CsCheck;
using Reasoning.Application.Sessions;
using Reasoning.Infrastructure.WebSockets.Framing;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Sessions;

public sealed class EventBatchTests
{
    [Fact]
    public void Build_WhateverIsAddedBetween_EachBatchKeepsItsEvents() =>
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 5_000], Gen.Bool, Gen.Bool).Array[1, 80].Sample(
            steps =>
            {
                var source = new BatchSource(lastSeq: 7);
                var held = new Queue<EventBatch>();
                var pending = 0;
                foreach (var (count, size, builds, rests) in steps)
                {
                    source.Add(count, size);
                    pending += count;
                    if (!builds || pending == 0)
                        continue;
                    var batch = source.Build();
                    Assert.Equal((pending, source.LastSeq), (batch.Count, batch.LastSeq));
                    held.Enqueue(batch);
                    pending = 0;
                    if (rests)
                        source.Rest();
                    if (held.Count > 5)
                        Check(source, held.Dequeue());
                }

                while (held.TryDequeue(out var batch))
                    Check(source, batch);
            },
            iter: 300);

    /// <summary>Where a header takes more bytes, the event that was written before it has to be moved.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(SlabPool.Smallest - 4)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(SlabPool.Largest - 9)]
    public void WithHeaders_WhateverTheSize_IsWhatIsSent(int size)
    {
        var source = new BatchSource(lastSeq: 0);
        var batch = source.Next(3, size);
        source.AssertHas(batch);
        BatchSource.AssertSends(batch);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(0, false)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(4, false)]
    public void Add_WhenASlabHasHardlyRoomForAHeader_GoesOnInTheNext(int left, bool isBuiltBetween)
    {
        var source = new BatchSource(lastSeq: 0);
        source.Add(1, SlabPool.Smallest - TextFrameHeader.Instance.UsualSize - left);
        if (isBuiltBetween)
            Check(source, source.Build());
        source.Add(1, 300);
        Check(source, source.Build());
    }

    [Fact]
    public void WithHeaders_WhenThereAreNone_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => new EventBatch(1, new byte[1], [1]).WithHeaders(1));

    [Fact]
    public void Frame_WhenTheLastHolderHasLetGo_GivesNothing()
    {
        var pool = new SlabPool(1024 * 1024);
        var source = new BatchSource(lastSeq: 0, pool);
        var batch = source.Next(2, 100);
        batch.Hold();
        source.Rest();
        batch.Release();
        source.AssertHas(batch);
        batch.Release();
        Assert.Throws<ObjectDisposedException>(() => batch.Frame(1));
        Assert.Throws<ObjectDisposedException>(() => batch.WithHeaders(1));

        // Nor what others have written there since.
        var next = new BatchSource(lastSeq: 0, pool).Next(2, 100);
        Assert.Same(batch.Slab, next.Slab);
        Assert.Throws<ObjectDisposedException>(() => batch.Frame(1));
    }

    /// <summary>Whoever keeps the events of a quiet run, as a log in memory, keeps the whole slab.</summary>
    [Fact]
    public void Rest_WhenItIsQuietAfterALoudWhile_LeavesSmallSlabs()
    {
        const int Runs = 50;
        var pool = new SlabPool(16 * 1024 * 1024);
        var source = new BatchSource(lastSeq: 0, pool);
        List<EventBatch> kept = [source.Next(100, 300)];
        source.Rest();
        for (var run = 0; run < Runs; run++)
        {
            kept.Add(source.Next(3, 300));
            source.Rest();
        }

        kept.ForEach(batch => batch.Release());
        Assert.InRange(pool.Bytes, Runs * SlabPool.Smallest, (Runs * SlabPool.Smallest) + (2 * SlabPool.Largest));
    }

    [Fact]
    public void Release_WhenItIsNotHeld_IsRefused()
    {
        var batch = new EventBatch(1, new byte[1], [1]);
        batch.Release();
        Assert.Throws<InvalidOperationException>(batch.Release);
        Assert.Throws<InvalidOperationException>(batch.Hold);
    }

    [Fact]
    public void Return_WhenThePoolIsFull_IsLeftToTheCollector()
    {
        var pool = new SlabPool(maxBytesOfASize: 3 * SlabPool.Smallest);
        var slabs = Enumerable.Range(0, 5).Select(_ => pool.Rent(1000)).ToList();
        slabs.ForEach(slab => slab.Release());
        Assert.Equal(3 * SlabPool.Smallest, pool.Bytes);
        pool.Rent(SlabPool.Largest).Release();
        pool.Rent(SlabPool.Largest + 1).Release();
        Assert.Equal(3 * SlabPool.Smallest, pool.Bytes);
        Assert.Contains(pool.Rent(1), slabs);
        Assert.Equal(2 * SlabPool.Smallest, pool.Bytes);
    }

    [Fact]
    public void Rent_WhateverTheSize_GivesAsMuch() => Gen.Int[1, 2 * SlabPool.Largest].Sample(
        size => new SlabPool(maxBytesOfASize: 0).Rent(size).Size >= size);

    /// <summary>One writes, many read what they were told of, and who is told last lets go last: the memory goes round meanwhile.</summary>
    [Fact]
    public async Task Frame_WhileMoreIsWrittenBehindAndSlabsGoRound_StaysTheSame()
    {
        const int Batches = 3_000;
        const int Readers = 3;
        var source = new BatchSource(lastSeq: 0, new SlabPool(256 * 1024));
        var told = Enumerable.Range(0, Readers).Select(_ => System.Threading.Channels.Channel.CreateBounded<EventBatch>(8)).ToList();
        var reading = told.ConvertAll(channel => Task.Run(
            async () =>
            {
                var events = 0;
                await foreach (var batch in channel.Reader.ReadAllAsync(Test.Token))
                {
                    source.AssertHas(batch);
                    events += batch.Count;
                    batch.Release();
                }

                return events;
            },
            Test.Token));

        for (var number = 0; number < Batches; number++)
        {
            var batch = source.Next(1 + number % 4, 50 + number % 300);
            foreach (var channel in told)
            {
                batch.Hold();
                await channel.Writer.WriteAsync(batch, Test.Token);
            }

            batch.Release();
        }

        told.ForEach(channel => channel.Writer.Complete());
        Assert.All(await Task.WhenAll(reading), events => Assert.Equal(source.LastSeq, events));
    }

    private static void Check(BatchSource source, EventBatch batch)
    {
        source.AssertHas(batch);
        BatchSource.AssertSends(batch);
        batch.Release();
    }
}

using CsCheck;
using Reasoning.Application.Sessions;

namespace Reasoning.UnitTests.Application.Sessions;

public sealed class EventTailTests
{
    [Fact]
    public void Read_WhateverWasAppendedAndTrimmed_GivesTheSameBytes() =>
        Gen.Select(Gen.Select(Gen.Int[1, 8], Gen.Int[0, 3_000]).Array[1, 60], Gen.Int[1, 40_000], Gen.Int[1, 200_000]).Sample(
            (batches, pageBytes, limit) =>
            {
                var tail = new EventTail(lastSeq: 5);
                var source = new BatchSource(lastSeq: 5);
                foreach (var (count, size) in batches)
                {
                    var batch = source.Next(count, size);
                    tail.Append(batch);
                    batch.Release();
                    tail.Trim(limit);
                }

                var last = source.LastSeq;
                Assert.Equal(last, tail.LastSeq);
                Assert.InRange(tail.OldestSeq, 6, last);
                Assert.Null(tail.Read(last, last + 1, pageBytes));
                Assert.Null(tail.Read(tail.OldestSeq - 2, last, pageBytes));
                for (var after = tail.OldestSeq - 1; after < last;)
                {
                    var upTo = Math.Min(last, after + 17);
                    var page = tail.Read(after, upTo, pageBytes)!;
                    Assert.Equal(after + 1, page.FirstSeq);
                    Assert.InRange(page.LastSeq, after + 1, upTo);
                    Assert.True(page.Count == 1 || page.Size <= pageBytes);
                    source.AssertHas(page);
                    page.Release();
                    after = page.LastSeq;
                }
            },
            iter: 300);

    [Fact]
    public void Read_WhenEverythingIsInOneSlab_GivesAsMuchAsFits()
    {
        var tail = new EventTail(lastSeq: 0);
        tail.Append(new EventBatch(1, new byte[1_000], [.. Enumerable.Range(1, 10).Select(end => end * 100)]));

        Assert.Equal((2L, 4L), Range(tail.Read(after: 1, upTo: 10, maxBytes: 399)));
        Assert.Equal((2L, 5L), Range(tail.Read(after: 1, upTo: 10, maxBytes: 400)));
        Assert.Equal((2L, 3L), Range(tail.Read(after: 1, upTo: 3, maxBytes: 400)));
        Assert.Equal((2L, 2L), Range(tail.Read(after: 1, upTo: 10, maxBytes: 1)));
    }

    [Fact]
    public void Clear_WhenFilled_GivesEverySlabBack()
    {
        var pool = new SlabPool(10 * 1024 * 1024);
        var tail = new EventTail(lastSeq: 0);
        var source = new BatchSource(lastSeq: 0, pool);
        Fill(tail, source);
        Assert.Equal(0, pool.Bytes);

        Assert.InRange(tail.Bytes, 1000 * 200, 1000 * 200 + (8 * SlabPool.Smallest));
        var held = tail.Bytes;
        Assert.Equal(held, tail.Trim(64 * 1024) + tail.Bytes);
        Assert.InRange(tail.Bytes, 1, SlabPool.Largest);
        Assert.InRange(pool.Bytes, held - tail.Bytes, 2 * held);

        source.Rest();
        tail.Clear();
        var all = pool.Bytes;
        Assert.InRange(all, held, 2 * held);
        Assert.Equal((0L, 1001L, 1000L), (tail.Bytes, tail.OldestSeq, tail.LastSeq));

        // The same again finds all it needs there, and leaves as much.
        source = new BatchSource(lastSeq: 1000, pool);
        Fill(tail, source);
        source.Rest();
        tail.Clear();
        Assert.Equal(all, pool.Bytes);
    }

    [Fact]
    public void Append_WhenItDoesNotFollow_IsRefused()
    {
        var tail = new EventTail(lastSeq: 3);
        Assert.Throws<InvalidOperationException>(() => tail.Append(new EventBatch(3, new byte[1], [1])));
        Assert.Throws<InvalidOperationException>(() => tail.Append(new EventBatch(5, new byte[1], [1])));
    }

    private static void Fill(EventTail tail, BatchSource source)
    {
        for (var count = 0; count < 1000; count++)
        {
            var batch = source.Next(1, 200);
            tail.Append(batch);
            batch.Release();
        }
    }

    private static (long First, long Last) Range(EventBatch? page) => (page!.FirstSeq, page.LastSeq);
}

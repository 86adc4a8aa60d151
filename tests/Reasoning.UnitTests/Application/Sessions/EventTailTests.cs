using System.Buffers;
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
                var tail = new EventTail(lastSeq: 5, new CountingPool());
                var frames = new List<byte[]>();
                foreach (var (count, size) in batches)
                {
                    tail.Append(Batch(5 + frames.Count + 1, count, size, frames));
                    tail.Trim(limit);
                }

                var last = 5 + frames.Count;
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
                    Assert.True(page.LastSeq == upTo || page.Size + frames[(int)page.LastSeq - 5].Length > pageBytes, "As many as fit.");
                    for (var seq = page.FirstSeq; seq <= page.LastSeq; seq++)
                        Assert.True(page.Frame(seq).Span.SequenceEqual(frames[(int)seq - 6]));
                    after = page.LastSeq;
                }
            },
            iter: 300);

    [Fact]
    public void Clear_WhenFilled_GivesEverySegmentBack()
    {
        var pool = new CountingPool();
        var tail = new EventTail(lastSeq: 0, pool);
        for (var seq = 1; seq <= 1000; seq++)
            tail.Append(Batch(seq, 1, 200, []));

        Assert.Equal(pool.RentedBytes, tail.Bytes);
        Assert.Equal(tail.Bytes, tail.Trim(64 * 1024) + tail.Bytes);
        Assert.Equal(pool.RentedBytes, tail.Bytes);
        Assert.InRange(tail.Bytes, 1, 64 * 1024);

        tail.Clear();
        Assert.Equal((0, 0L, 1001L, 1000L), (pool.RentedBytes, tail.Bytes, tail.OldestSeq, tail.LastSeq));
        tail.Append(Batch(1001, 1, 200, []));
        Assert.Equal((1001L, 1024L), (tail.OldestSeq, tail.Bytes));
    }

    [Fact]
    public void Append_WhenItDoesNotFollow_IsRefused()
    {
        var tail = new EventTail(lastSeq: 3, new CountingPool());
        Assert.Throws<InvalidOperationException>(() => tail.Append(Batch(3, 1, 10, [])));
        Assert.Throws<InvalidOperationException>(() => tail.Append(Batch(5, 1, 10, [])));
    }

    private static EventBatch Batch(long first, int count, int size, List<byte[]> frames)
    {
        var ends = new List<int>();
        var bytes = new List<byte>();
        for (var index = 0; index < count; index++)
        {
            byte[] frame = [.. Enumerable.Range(0, size + index).Select(position => (byte)(first + index + position))];
            frames.Add(frame);
            bytes.AddRange(frame);
            ends.Add(bytes.Count);
        }

        return new EventBatch(first, bytes.ToArray(), [.. ends]);
    }

    private sealed class CountingPool : ArrayPool<byte>
    {
        public long RentedBytes { get; private set; }

        public override byte[] Rent(int minimumLength)
        {
            RentedBytes += minimumLength;
            return new byte[minimumLength];
        }

        public override void Return(byte[] array, bool clearArray = false)
        {
            // Whoever reads it afterwards shall see it.
            Array.Fill(array, (byte)0xEE);
            RentedBytes -= array.Length;
        }
    }
}

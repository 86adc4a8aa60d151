using CsCheck;
using Reasoning.Application.Sessions;
using Reasoning.Infrastructure.WebSockets.Framing;

namespace Reasoning.UnitTests.Application.Sessions;

public sealed class LogPageBuilderTests
{
    [Fact]
    public void Build_WhateverIsAdded_HasItAndSendsIt() => Gen.Int[0, 70_000].Array[1, 20].Sample(
        sizes =>
        {
            var page = new LogPageBuilder(firstSeq: 5, maxBytes: int.MaxValue, TextFrameHeader.Instance);
            for (var index = 0; index < sizes.Length; index++)
                page.Add(5 + index, sizes[index])!.Value.AsSpan().Fill((byte)index);

            var batch = page.Build()!;
            Assert.Equal((5, sizes.Length), (batch.FirstSeq, batch.Count));
            for (var index = 0; index < sizes.Length; index++)
            {
                var frame = batch.Frame(5 + index).Span;
                Assert.Equal(sizes[index], frame.Length);
                Assert.False(frame.ContainsAnyExcept((byte)index));
            }

            BatchSource.AssertSends(batch);
            batch.Release();
        },
        iter: 100);

    [Fact]
    public void Add_WhenThePageIsFullOrAnEventIsMissing_TakesNoMore()
    {
        var page = new LogPageBuilder(firstSeq: 1, maxBytes: 300, TextFrameHeader.Instance);
        Assert.Null(page.Add(2, 10));
        Assert.NotNull(page.Add(1, 290));
        Assert.Null(page.Add(3, 1));
        Assert.Null(page.Add(2, 5));
        Assert.NotNull(page.Add(2, 4));
        Assert.Equal(2, page.Build()!.Count);
    }

    [Fact]
    public void Add_WhenTheFirstIsLargerThanThePage_TakesIt()
    {
        var page = new LogPageBuilder(firstSeq: 1, maxBytes: 300, TextFrameHeader.Instance);
        Assert.Equal(1_000, page.Add(1, 1_000)!.Value.Count);
        Assert.Null(page.Add(2, 1));
    }
}

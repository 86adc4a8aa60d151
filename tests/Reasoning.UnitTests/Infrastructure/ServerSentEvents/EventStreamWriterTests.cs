using System.IO.Pipelines;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.ServerSentEvents;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.ServerSentEvents;

public sealed class EventStreamWriterTests
{
    private readonly Pipe _response = new(new PipeOptions(pauseWriterThreshold: 64 * 1024, useSynchronizationContext: false));
    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly EventStreamWriter _writer;

    public EventStreamWriterTests() => _writer = new EventStreamWriter(_response.Writer, _time);

    [Fact]
    public async Task Write_WhateverTheKind_HasTheFormOfServerSentEvents()
    {
        _writer.WriteRetry(TimeSpan.FromSeconds(1));
        await _writer.WriteAsync("epoch"u8, 7, "{\"type\":\"reasoning_start\",\"seq\":7}"u8.ToArray());
        await _writer.WriteAsync("{\"type\":\"caught_up\"}"u8.ToArray());
        _writer.WriteHeartbeat();
        await _writer.WriteBroadcastAsync("{\r\n\"a\":1\n\n\r}"u8.ToArray());
        await _writer.FlushAsync();

        Assert.Equal(
            "retry: 1000\n\n" +
            "id: epoch:7\nevent: reasoning_start\ndata: {\"type\":\"reasoning_start\",\"seq\":7}\n\n" +
            "event: caught_up\ndata: {\"type\":\"caught_up\"}\n\n" +
            ": ping\n\n" +
            "event: broadcast\ndata: {\ndata: \"a\":1\ndata: }\n\n",
            await ReadAsync());
    }

    [Theory]
    [InlineData(16_000)]
    [InlineData(16_384)]
    [InlineData(50_000)]
    public async Task Write_WhenTheMessageIsLarge_GivesItWhole(int length)
    {
        var frame = $$"""{"type":"x","data":"{{new string('y', length)}}"}""";
        for (var seq = 1; seq <= 3; seq++)
        {
            await _writer.WriteAsync("e"u8, seq, Encoding.UTF8.GetBytes(frame));
            await _writer.FlushAsync().AsTask().InTime();
            Assert.Equal($"id: e:{seq}\nevent: x\ndata: {frame}\n\n", await ReadAsync());
        }
    }

    [Fact]
    public async Task Write_WhenManyEventsGoOut_AllocatesNothingForThem()
    {
        var frame = Encoding.UTF8.GetBytes($$"""{"type":"reasoning_step","seq":1,"data":"{{new string('y', 100)}}"}""");
        await WriteManyAsync();
        await _writer.FlushAsync();
        await ReadAsync();

        // The first time the pipe got its buffers.
        Assert.Equal(0, await WriteManyAsync());

        async Task<long> WriteManyAsync()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var seq = 1; seq <= 50; seq++)
                await _writer.WriteAsync("epoch"u8, seq, frame);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public async Task Write_WhenNothingIsTaken_WaitsAndTellsSinceWhen()
    {
        var frame = Encoding.UTF8.GetBytes($$"""{"type":"x","data":"{{new string('y', 100_000)}}"}""");
        Assert.Null(_writer.BlockedSince);
        var since = _time.GetTimestamp();
        var writing = _writer.WriteAsync("e"u8, 1, frame).AsTask();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(writing.IsCompleted);
        Assert.Equal(since, _writer.BlockedSince);

        // No more waits than the pipe takes and one buffer: the rest stays where it is.
        Assert.InRange(_response.Writer.UnflushedBytes, 0, 32 * 1024);
        while (!writing.IsCompleted)
            await ReadAsync();
        await writing.InTime();
        Assert.Null(_writer.BlockedSince);
    }

    [Fact]
    public async Task Flush_WhenTheClientIsGone_SaysSo()
    {
        await _response.Reader.CompleteAsync();
        _writer.WriteHeartbeat();
        await Assert.ThrowsAsync<SocketClosedException>(() => _writer.FlushAsync().AsTask());
    }

    [Fact]
    public async Task Flush_WhenTheConnectionBreaks_SaysSo()
    {
        await _response.Reader.CompleteAsync(new IOException("Reset."));
        _writer.WriteHeartbeat();
        await Assert.ThrowsAsync<SocketClosedException>(() => _writer.FlushAsync().AsTask());
    }

    private async Task<string> ReadAsync()
    {
        var read = await _response.Reader.ReadAsync(Test.Token).AsTask().InTime();
        var text = Encoding.UTF8.GetString(read.Buffer);
        _response.Reader.AdvanceTo(read.Buffer.End);
        return text;
    }
}

using System.Net.Sockets;
using System.Net.WebSockets;
using Microsoft.Extensions.Time.Testing;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.WebSockets.Framing;
using Reasoning.UnitTests.Application.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.WebSockets.Framing;

public sealed class FrameWriterTests
{
    private const int Bound = FrameWriter.FlushBound;
    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly RecordingPipeWriter _wire = new();
    private readonly FrameWriter _writer;

    public FrameWriterTests() => _writer = new FrameWriter(_wire, _time);

    [Fact]
    public async Task Write_UntilItIsFlushed_IsHeldBack()
    {
        await _writer.WriteTextAsync("ab"u8.ToArray());
        _writer.WriteControl(Opcode.Pong, "p"u8);
        _writer.WriteControl(Opcode.Ping, []);
        await _writer.WriteTextAsync(Array.Empty<byte>());
        Assert.Empty(_wire.Flushes);

        await _writer.FlushAsync();
        Assert.Equal([0x81, 2, (byte)'a', (byte)'b', 0x8A, 1, (byte)'p', 0x89, 0, 0x81, 0], Assert.Single(_wire.Flushes));
    }

    [Fact]
    public async Task Flush_WhenThereIsNothing_DoesNothing()
    {
        await _writer.FlushAsync();
        await _writer.WriteTextAsync("a"u8.ToArray());
        await _writer.FlushAsync();
        await _writer.FlushAsync();

        Assert.Single(_wire.Flushes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    [InlineData(3_000)]
    [InlineData(Bound)]
    [InlineData(5 * Bound)]
    [InlineData(300_000)]
    public async Task Write_WhateverTheSize_NeverHoldsBackMoreThanTheBound(int size)
    {
        var total = 0;
        while (total < 400_000)
        {
            await _writer.WriteTextAsync(new byte[size]);
            total += size + FrameHeader.Write(new byte[FrameHeader.LongestUnmasked], Opcode.Text, size);
            Assert.InRange(_wire.UnflushedCount, 0, Bound + FrameHeader.LongestUnmasked);
        }

        await _writer.FlushAsync();
        Assert.Equal(total, _wire.Sent.Length);
        Assert.All(_wire.Flushes, flush => Assert.InRange(flush.Length, 1, Bound + FrameHeader.LongestUnmasked));
        Assert.All(_wire.Flushes.SkipLast(1), flush => Assert.InRange(flush.Length, Bound, Bound + FrameHeader.LongestUnmasked));
    }

    [Fact]
    public async Task Write_WhateverTheLength_IsWhatTheFrameworkUnderstands()
    {
        int[] lengths = [0, 1, 125, 126, 127, 5_000, Bound - 14, Bound - 4, Bound, 65_535, 65_536, 200_000, 3];
        foreach (var length in lengths)
            await _writer.WriteTextAsync(Bytes(length));
        await _writer.WriteCloseAsync(4321);

        using var wire = new MemoryStream(_wire.Sent);
        using var client = WebSocket.CreateFromStream(wire, new WebSocketCreationOptions { IsServer = false });
        var buffer = new byte[250_000];
        foreach (var length in lengths)
        {
            var at = 0;
            ValueWebSocketReceiveResult result;
            do
            {
                result = await client.ReceiveAsync(buffer.AsMemory(at), Test.Token);
                at += result.Count;
            }
            while (!result.EndOfMessage);

            Assert.Equal((WebSocketMessageType.Text, length), (result.MessageType, at));
            Assert.Equal(Bytes(length), buffer[..length]);
        }

        Assert.Equal(WebSocketMessageType.Close, (await client.ReceiveAsync(buffer.AsMemory(), Test.Token)).MessageType);
        Assert.Equal(4321, (int?)client.CloseStatus);
    }

    [Theory]
    [InlineData(3, 20)]
    [InlineData(300, 100)]
    [InlineData(2, 70_000)]
    public async Task WriteEvents_FromAnyOfThem_SendsEachAsAMessage(int count, int size)
    {
        var batch = new BatchSource(lastSeq: 6).Next(count, size);
        await _writer.WriteEventsAsync(batch, from: 8);
        await _writer.FlushAsync();

        Assert.Equal(batch.WithHeaders(8).ToArray(), _wire.Sent);
        Assert.All(_wire.Flushes, flush => Assert.InRange(flush.Length, 1, Bound));
    }

    [Fact]
    public async Task WriteClose_WhateverIsHeldBack_GoesOutBehindIt()
    {
        await _writer.WriteTextAsync("a"u8.ToArray());
        await _writer.WriteCloseAsync(1009);

        Assert.Equal([0x81, 1, (byte)'a', 0x88, 2, 0x03, 0xF1], Assert.Single(_wire.Flushes));
    }

    [Fact]
    public async Task Write_AfterTheCloseFrame_IsRefused()
    {
        await _writer.WriteCloseAsync(1000);
        var sent = _wire.Sent;

        await Assert.ThrowsAsync<SocketClosedException>(async () => await _writer.WriteTextAsync("a"u8.ToArray()));
        await Assert.ThrowsAsync<SocketClosedException>(async () => await _writer.WriteTextAsync(new byte[2 * Bound]));
        await Assert.ThrowsAsync<SocketClosedException>(async () => await _writer.WriteEventsAsync(new BatchSource(lastSeq: 0).Next(1, 200), 1));
        await Assert.ThrowsAsync<SocketClosedException>(async () => await _writer.WriteCloseAsync(1001));
        Assert.Throws<SocketClosedException>(() => _writer.WriteControl(Opcode.Pong, []));
        await _writer.FlushAsync();
        Assert.Equal(sent, _wire.Sent);
    }

    [Fact]
    public async Task BlockedSince_WhenThePeerTakesNothing_TellsSinceWhen()
    {
        var room = new TaskCompletionSource();
        _wire.BeforeFlush = () => room.Task;
        var since = _time.GetTimestamp();
        var writing = _writer.WriteTextAsync(new byte[2 * Bound]).AsTask();
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(since, _writer.BlockedSince);

        // Slow, and yet it takes one piece after the other.
        var previous = room;
        room = new TaskCompletionSource();
        previous.SetResult();
        Assert.Equal(_time.GetTimestamp(), _writer.BlockedSince);

        room.SetResult();
        await writing.InTime();
        Assert.Null(_writer.BlockedSince);
    }

    [Fact]
    public async Task Flush_WhenThePeerHasGone_SaysNoMoreThanThat()
    {
        await _writer.WriteTextAsync("a"u8.ToArray());
        _wire.HasEnded = true;
        await Assert.ThrowsAsync<SocketClosedException>(async () => await _writer.FlushAsync());

        foreach (var failure in (Exception[])[new IOException(), new SocketException((int)SocketError.HostUnreachable), new OperationCanceledException(), new ObjectDisposedException("pipe")])
        {
            _wire.BeforeFlush = () => Task.FromException(failure);
            var gone = await Assert.ThrowsAsync<SocketClosedException>(() => _writer.WriteTextAsync(new byte[Bound]).AsTask());
            Assert.Same(failure, gone.InnerException);
            Assert.Null(_writer.BlockedSince);
        }
    }

    private static byte[] Bytes(int count) => [.. Enumerable.Repeat((byte)'x', count)];
}

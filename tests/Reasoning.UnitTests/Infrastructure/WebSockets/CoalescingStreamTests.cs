using System.Net.WebSockets;
using Microsoft.Extensions.Time.Testing;
using Reasoning.Infrastructure.WebSockets;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.WebSockets;

public sealed class CoalescingStreamTests : IDisposable
{
    private const int Capacity = 16 * 1024;
    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly RecordingStream _wire = new();
    private readonly CoalescingStream _stream;

    public CoalescingStreamTests() => _stream = new CoalescingStream(_wire, _time);

    public void Dispose() => _stream.Dispose();

    [Fact]
    public async Task Flush_WhenHeld_WaitsForTheRelease()
    {
        _stream.Hold();
        await WriteAsync(1, 2);
        await _stream.FlushAsync(Test.Token);
        await WriteAsync(3);
        await _stream.FlushAsync(Test.Token);
        Assert.Empty(_wire.Writes);

        await _stream.ReleaseAsync();
        Assert.Equal([1, 2, 3], Assert.Single(_wire.Writes));
    }

    [Fact]
    public async Task Flush_WhenNotHeld_SendsAtOnce()
    {
        await WriteAsync(1);
        await _stream.FlushAsync(Test.Token);

        Assert.Equal([1], Assert.Single(_wire.Writes));
    }

    [Fact]
    public async Task Write_WhenAPongComesWhileHeld_GoesOutWithTheRest()
    {
        _stream.Hold();
        await WriteAsync(1);
        await WriteAsync(0x8a, 0);
        await _stream.FlushAsync(Test.Token);
        await WriteAsync(2);
        await _stream.ReleaseAsync();

        Assert.Equal([1, 0x8a, 0, 2], Assert.Single(_wire.Writes));
    }

    [Fact]
    public async Task Release_WhenThereIsNothing_WritesNothing()
    {
        _stream.Hold();
        await _stream.ReleaseAsync();
        await _stream.ReleaseAsync();

        Assert.Empty(_wire.Writes);
    }

    [Fact]
    public async Task Write_WhenTheBufferIsFull_SendsItWithoutLosingTheOrder()
    {
        _stream.Hold();
        await _stream.WriteAsync(Bytes(Capacity - 1, 1), Test.Token);
        await _stream.WriteAsync(Bytes(2, 2), Test.Token);
        Assert.Equal(Capacity - 1, Assert.Single(_wire.Writes).Length);

        await _stream.ReleaseAsync();
        Assert.Equal([2, 2], _wire.Writes[1]);
    }

    [Theory]
    [InlineData(Capacity, 1)]
    [InlineData(Capacity + 1, 2)]
    [InlineData(5 * Capacity, 5)]
    public async Task Write_WhenAFrameIsLarge_ComesWholeAndInOrderInPieces(int size, int pieces)
    {
        _stream.Hold();
        await WriteAsync(9);
        await _stream.WriteAsync(Bytes(size, 7), Test.Token);
        await _stream.ReleaseAsync();

        Assert.Equal(1 + pieces, _wire.Writes.Count);
        Assert.Equal([9], _wire.Writes[0]);
        Assert.Equal(Bytes(size, 7), _wire.Writes.Skip(1).SelectMany(write => write));
        Assert.All(_wire.Writes, write => Assert.InRange(write.Length, 1, Capacity));
    }

    [Fact]
    public async Task Write_WhenTwoSidesWriteAtOnce_NeverMixesTheirFrames()
    {
        const int Frames = 500;
        await Task.WhenAll(
            Task.Run(async () =>
            {
                for (var frame = 0; frame < Frames; frame++)
                {
                    _stream.Hold();
                    await _stream.WriteAsync(Frame(1, frame % 700), Test.Token);
                    if (frame % 3 == 0)
                        await _stream.ReleaseAsync();
                }

                await _stream.ReleaseAsync();
            }, Test.Token),
            Task.Run(async () =>
            {
                for (var frame = 0; frame < Frames; frame++)
                {
                    await _stream.WriteAsync(Frame(2, frame % 90), Test.Token);
                    await _stream.FlushAsync(Test.Token);
                }
            }, Test.Token)).InTime();
        await _stream.ReleaseAsync();

        var bytes = _wire.Writes.SelectMany(write => write).ToArray();
        var seen = new int[3];
        for (var at = 0; at < bytes.Length;)
        {
            var (side, length) = (bytes[at], bytes[at + 1] + (bytes[at + 2] * 256));
            Assert.Equal(seen[side]++ % (side == 1 ? 700 : 90), length);
            Assert.All(bytes.AsSpan(at + 3, length).ToArray(), content => Assert.Equal(side, content));
            at += 3 + length;
        }

        Assert.Equal([0, Frames, Frames], seen);
    }

    [Fact]
    public async Task WriteText_WhateverTheLength_IsWhatTheFrameworkUnderstands()
    {
        int[] lengths = [0, 1, 125, 126, 127, 5_000, Capacity - 14, Capacity - 4, Capacity, 65_535, 65_536, 200_000, 3];
        _stream.Hold();
        foreach (var length in lengths)
            await _stream.WriteTextAsync(Bytes(length, (byte)'x')).AsTask().InTime();
        await _stream.ReleaseAsync();

        using var wire = new MemoryStream([.. _wire.Writes.SelectMany(write => write)]);
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
            Assert.Equal(Bytes(length, (byte)'x'), buffer[..length]);
        }
    }

    [Fact]
    public async Task WriteText_WhenAnotherFrameIsOnItsWay_WaitsAndComesWhole()
    {
        var room = new TaskCompletionSource();
        _wire.BeforeWrite = () => room.Task;
        await WriteAsync(0x8a, 0);
        var flush = _stream.FlushAsync(Test.Token);
        _stream.Hold();
        var text = _stream.WriteTextAsync(Bytes(2, 7)).AsTask();
        Assert.False(text.IsCompleted);

        room.SetResult();
        await flush.InTime();
        await text.InTime();
        await _stream.ReleaseAsync();
        Assert.Equal([[0x8a, 0], [0x81, 2, 7, 7]], _wire.Writes);
    }

    [Fact]
    public async Task WriteText_AfterACloseFrame_IsRefused()
    {
        await WriteAsync(0x88, 0);
        await Assert.ThrowsAsync<IOException>(() => _stream.WriteTextAsync(Bytes(1, 1)).AsTask());
        await _stream.ReleaseAsync();

        Assert.Equal([[0x88, 0]], _wire.Writes);
    }

    [Fact]
    public async Task BlockedSince_WhenThePeerTakesNothing_TellsSinceWhen()
    {
        var room = new TaskCompletionSource();
        _wire.BeforeWrite = () => room.Task;
        await WriteAsync(1);
        var since = _time.GetTimestamp();
        var flush = _stream.FlushAsync(Test.Token);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(since, _stream.BlockedSince);

        room.SetResult();
        await flush.InTime();
        Assert.Null(_stream.BlockedSince);
    }

    [Fact]
    public async Task Read_WhenSomethingArrives_NotesWhen()
    {
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(5), _time.GetElapsedTime(_stream.LastReceived));
        Assert.Equal(0, await _stream.ReadAsync(new byte[1], Test.Token));

        Assert.Equal(_time.GetTimestamp(), _stream.LastReceived);
    }

    private static byte[] Bytes(int count, byte value) => [.. Enumerable.Repeat(value, count)];

    private static byte[] Frame(byte side, int length) => [side, (byte)(length % 256), (byte)(length / 256), .. Bytes(length, side)];

    private ValueTask WriteAsync(params byte[] bytes) => _stream.WriteAsync(bytes, Test.Token);
}

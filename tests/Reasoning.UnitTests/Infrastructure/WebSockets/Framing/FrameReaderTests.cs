using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.WebSockets.Framing;

namespace Reasoning.UnitTests.Infrastructure.WebSockets.Framing;

public sealed class FrameReaderTests
{
    private const int Max = 70_000;

    public static TheoryData<byte[], string[]> Streams => new()
    {
        { ClientFrames.Text(""), ["", "gone"] },
        { ClientFrames.Text("{}"), ["{}", "gone"] },
        { [.. ClientFrames.Text(new string('a', 126)), .. ClientFrames.Text("b")], [new string('a', 126), "b", "gone"] },
        { [.. ClientFrames.Text("a", isFinal: false), .. ClientFrames.Continuation("", isFinal: false), .. ClientFrames.Continuation("b")], ["ab", "gone"] },
        { [.. ClientFrames.Text("", isFinal: false), .. ClientFrames.Continuation("")], ["", "gone"] },
        {
            [.. ClientFrames.Text("a", isFinal: false), .. ClientFrames.Frame(Opcode.Ping, "p"u8.ToArray()), .. ClientFrames.Frame(Opcode.Pong, []), .. ClientFrames.Continuation("b")],
            ["ping p", "ab", "gone"]
        },
        { [.. ClientFrames.Frame(Opcode.Ping, []), .. ClientFrames.Frame(Opcode.Pong, new byte[125]), .. ClientFrames.Text("x")], ["ping ", "x", "gone"] },
        { [.. ClientFrames.Text("last"), .. ClientFrames.Close(4321, "bye"), .. ClientFrames.Text("late")], ["last", "close 4321"] },
        { ClientFrames.Frame(Opcode.Close, []), ["close 1000"] },
        { ClientFrames.Frame(Opcode.Close, [3]), ["close 1002"] },
        { ClientFrames.Close(1000, "ä")[..^1], ["gone"] },
        { [.. ClientFrames.Text("a", isFinal: false), .. ClientFrames.Close(1001)], ["close 1001"] },
        { [.. ClientFrames.Text("ok"), 0xC1, 0x80, 1, 2, 3, 4], ["ok", "violation 1002"] },
        { [0x81, 0x02, (byte)'{', (byte)'}'], ["violation 1002"] },
        { ClientFrames.Continuation("x"), ["violation 1002"] },
        { [.. ClientFrames.Text("a", isFinal: false), .. ClientFrames.Text("b")], ["violation 1002"] },
        { [.. ClientFrames.Text("a", isFinal: false), .. ClientFrames.Frame(Opcode.Binary, [])], ["violation 1002"] },
        { ClientFrames.Frame(Opcode.Binary, [1, 2, 3]), ["violation 1003"] },
        { ClientFrames.Frame(Opcode.Binary, [], isFinal: false), ["violation 1003"] },
        { ClientFrames.Frame(Opcode.Text, [0xFF]), ["violation 1007"] },
        { [.. ClientFrames.Frame(Opcode.Text, [0xE2, 0x82], isFinal: false), .. ClientFrames.Frame(Opcode.Continuation, [0xAC])], ["€", "gone"] },
        { [.. ClientFrames.Frame(Opcode.Text, [0xE2, 0x82], isFinal: false), .. ClientFrames.Frame(Opcode.Continuation, [0x41])], ["violation 1007"] },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public void Receive_WhereverTheBytesAreSplit_IsTheSame(byte[] bytes, string[] expected)
    {
        for (var split = 0; split <= bytes.Length; split++)
            Assert.Equal(expected, ClientEnd.Read([bytes[..split], bytes[split..]]));
        Assert.Equal(expected, ClientEnd.Read(bytes.Select(value => new[] { value })));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(127)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(Max)]
    public async Task Receive_WhateverTheLengthAndTheMask_IsWhatWasSent(int length)
    {
        var text = string.Concat(Enumerable.Range(0, length).Select(index => (char)('a' + (index % 23))));
        foreach (var mask in (uint[])[0, ClientFrames.SomeMask, uint.MaxValue, 0x0100_0000])
        {
            var frame = ClientFrames.Frame(Opcode.Text, Encoding.UTF8.GetBytes(text), mask: mask);
            Assert.Equal([text, "gone"], ClientEnd.Read([frame], Max));

            // Spread over memory in any way.
            foreach (var piece in (int[])[1, 3, 13, 14, 15, 4096])
            {
                var reader = new FrameReader(PipeReader.Create(TinySegment.Sequence(frame, piece)), Max, new FakeTimeProvider());
                Assert.Equal(text, Encoding.UTF8.GetString((await reader.ReceiveAsync()).Text.Span));
                reader.Release();
            }
        }
    }

    [Fact]
    public void Receive_WhenTheHeaderPromisesTooMuch_RefusesItBeforeAnythingElseArrives()
    {
        foreach (var length in (long[])[Max + 1, int.MaxValue, uint.MaxValue, long.MaxValue])
        {
            var client = new ClientEnd(Max);
            client.Send(ClientFrames.Header(0x81, length));
            Assert.Equal(["violation 1009"], client.Received);
            Assert.Equal(0, client.RentedBytes);
        }
    }

    [Fact]
    public void Receive_WhenFragmentsAreTooMuchTogether_RefusesTheOneThatIs()
    {
        var client = new ClientEnd(Max);
        client.Send(ClientFrames.Frame(Opcode.Text, new byte[Max - 1], isFinal: false));
        client.Send(ClientFrames.Frame(Opcode.Continuation, new byte[1], isFinal: false));
        Assert.Empty(client.Received);
        client.Send(ClientFrames.Header(0x00, 1));

        Assert.Equal(["violation 1009"], client.Received);
    }

    [Fact]
    public void Receive_WhateverIsPromised_RentsForWhatHasArrived()
    {
        var client = new ClientEnd(Max);
        Assert.Equal(0, client.RentedBytes);
        client.Send(ClientFrames.Header(0x81, Max));
        for (var arrived = 1; arrived < Max; arrived += 1000)
        {
            client.Send(new byte[arrived == 1 ? 1 : 1000]);
            Assert.InRange(client.RentedBytes, arrived, Math.Max(1024, 4 * arrived));
        }

        client.Send(new byte[Max]);
        Assert.Equal("violation 1007", Assert.Single(ClientEnd.Read(ClientFrames.Frame(Opcode.Text, [0xFF]))));
    }

    [Fact]
    public void Receive_WhileNothingArrives_HoldsNoMemory()
    {
        var client = new ClientEnd();
        client.Send(ClientFrames.Text(new string('x', 5000)));
        client.Send(ClientFrames.Text("a", isFinal: false));
        Assert.NotEqual(0, client.RentedBytes);
        client.Send(ClientFrames.Continuation("b"));

        Assert.Equal("ab", client.Received[^1]);
        Assert.Equal(0, client.RentedBytes);
    }

    [Fact]
    public void Receive_WhenPingsPourIn_TellsOfOneAndKeepsTheNewest()
    {
        var client = new ClientEnd { AnswersPings = false };
        for (var number = 0; number < 1000; number++)
            client.Send(ClientFrames.Frame(Opcode.Ping, Encoding.UTF8.GetBytes($"{number}")));

        Assert.Equal(["ping"], client.Received);
        Assert.Equal("999"u8.ToArray(), client.Reader.TakePing());
        Assert.Null(client.Reader.TakePing());
        client.Send(ClientFrames.Frame(Opcode.Ping, []));
        Assert.Equal(["ping", "ping"], client.Received);
    }

    [Fact]
    public void LastReceived_WhenAnythingArrives_TellsWhen()
    {
        var client = new ClientEnd();
        client.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(5), client.Time.GetElapsedTime(client.Reader.LastReceived));
        client.Send(0x81);

        Assert.Equal(client.Time.GetTimestamp(), client.Reader.LastReceived);
    }

    [Fact]
    public void Receive_WhenTheServerStopsItsReads_GoesOnReading()
    {
        var client = new ClientEnd();
        client.CancelRead();
        client.Send(0x81);
        client.CancelRead();
        Assert.Empty(client.Received);
        client.Send(ClientFrames.Text("x")[1..]);

        Assert.Equal(["x"], client.Received);
    }

    public static TheoryData<Exception> Ends =>
    [
        new IOException("reset"), new SocketException((int)SocketError.HostUnreachable), new OperationCanceledException("aborted"), new ObjectDisposedException("socket"),
    ];

    [Theory]
    [MemberData(nameof(Ends))]
    public void Receive_WhenThePeerIsGone_SaysNoMoreThanThat(Exception end)
    {
        var client = new ClientEnd();
        client.Send(ClientFrames.Text("a", isFinal: false));
        client.End(end);

        Assert.Equal(["gone"], client.Received);
    }

    [Fact]
    public async Task Receive_WhenItIsOurMistake_DoesNotHideIt()
    {
        var pipe = new Pipe();
        await pipe.Reader.CompleteAsync();
        var reader = new FrameReader(pipe.Reader, Max, new FakeTimeProvider());

        await Assert.ThrowsAsync<InvalidOperationException>(() => reader.ReceiveAsync().AsTask());
    }

    [Fact]
    public async Task Release_InTheMiddleOfAMessage_GivesTheMemoryBack()
    {
        var client = new ClientEnd();
        client.Send(ClientFrames.Text("a", isFinal: false));
        client.End();
        client.Reader.Release();

        Assert.Equal(0, client.RentedBytes);
        await Assert.ThrowsAsync<SocketClosedException>(() => client.Reader.ReceiveAsync().AsTask());
    }
}

using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.WebSockets.Framing;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.WebSockets.Framing;

/// <summary>What a client still sends when its connection is being closed: RFC 6455, section 7.1.7.</summary>
public sealed class FrameReaderDiscardTests
{
    private readonly ClientEnd _client = new(maxMessageBytes: 1000);

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(5000)]
    public async Task Discard_WhileFramesCanBeTold_EndsWithTheClientsCloseFrame(int sentBefore)
    {
        // Of a frame that is refused by its header; its payload looks like close frames.
        byte[] payload = [.. Enumerable.Repeat(ClientFrames.Close(1000), 5000 / 8).SelectMany(bytes => bytes)];
        _client.Send([.. ClientFrames.Header(0x81, payload.Length, mask: 0), .. payload[..sentBefore]]);
        Assert.Equal(["violation 1009"], _client.Received);
        var discard = _client.DiscardAsync();
        foreach (var value in payload[sentBefore..])
            _client.Send(value);
        _client.Send(ClientFrames.Frame(Opcode.Ping, new byte[100]));
        _client.Send(ClientFrames.Frame(Opcode.Binary, new byte[3000]));
        Assert.False(discard.IsCompleted);

        var close = ClientFrames.Close(1000, "bye");
        _client.Send(close[..^1]);
        Assert.False(discard.IsCompleted);
        _client.Send(close[^1..]);
        await discard.AsTask().InTime();
    }

    [Fact]
    public async Task Discard_WhenTheCloseFrameHasAlreadyArrived_EndsAtOnce()
    {
        _client.Send([.. ClientFrames.Frame(Opcode.Binary, [1, 2, 3]), .. ClientFrames.Text("x"), .. ClientFrames.Close(1000)]);
        await _client.DiscardAsync().AsTask().InTime();
    }

    [Fact]
    public async Task Discard_WhenFramesCannotBeTold_EndsWithTheConnection()
    {
        _client.Send(0xFF, 0xFF);
        Assert.Equal(["violation 1002"], _client.Received);
        var discard = _client.DiscardAsync();
        _client.Send(ClientFrames.Close(1000));
        Assert.False(discard.IsCompleted);

        _client.End();
        await discard.AsTask().InTime();
    }

    [Fact]
    public async Task Discard_WhenFramesCannotBeToldAnyMore_EndsWithTheConnection()
    {
        _client.Send(ClientFrames.Frame(Opcode.Text, [0xFF]));
        Assert.Equal(["violation 1007"], _client.Received);
        var discard = _client.DiscardAsync();
        _client.Send(0x7F, 0x7F);
        _client.Send(ClientFrames.Close(1000));
        Assert.False(discard.IsCompleted);

        _client.End();
        await discard.AsTask().InTime();
    }

    [Fact]
    public async Task Discard_WhenThePeerIsGone_SaysNoMoreThanThat()
    {
        _client.Send(0xFF, 0xFF);
        var discard = _client.DiscardAsync();
        _client.End(new IOException("reset"));

        await Assert.ThrowsAsync<SocketClosedException>(() => discard.AsTask());
    }
}

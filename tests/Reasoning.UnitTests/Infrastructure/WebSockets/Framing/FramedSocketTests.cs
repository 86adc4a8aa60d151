using System.IO.Pipelines;
using Microsoft.Extensions.Time.Testing;
using Reasoning.Infrastructure.WebSockets;
using Reasoning.Infrastructure.WebSockets.Framing;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.WebSockets.Framing;

public sealed class FramedSocketTests : IDuplexPipe
{
    private readonly Pipe _toServer = new();
    private readonly RecordingPipeWriter _wire = new();
    private readonly FramedSocket _socket;
    private int _aborts;

    public FramedSocketTests() => _socket = new FramedSocket(this, () => _aborts++, maxMessageBytes: 1000, new FakeTimeProvider());

    public PipeReader Input => _toServer.Reader;

    public PipeWriter Output => _wire;

    [Fact]
    public async Task WritePong_WhenThereWerePings_AnswersTheNewestOnce()
    {
        await SendAsync([.. ClientFrames.Frame(Opcode.Ping, "old"u8.ToArray()), .. ClientFrames.Frame(Opcode.Ping, "new"u8.ToArray()), .. ClientFrames.Text("x")]);
        Assert.Equal(SocketMessageKind.Ping, (await _socket.ReceiveAsync()).Kind);
        Assert.Equal(SocketMessageKind.Text, (await _socket.ReceiveAsync()).Kind);
        _socket.WritePong();
        _socket.WritePong();
        await _socket.FlushAsync();

        Assert.Equal([0x8A, 3, (byte)'n', (byte)'e', (byte)'w'], _wire.Sent);
    }

    [Fact]
    public async Task Close_FromBothSidesAtOnce_IsOneCloseFrameEach()
    {
        await _socket.WriteCloseAsync(1001);
        await SendAsync(ClientFrames.Close(1000));
        var message = await _socket.ReceiveAsync();

        Assert.Equal((SocketMessageKind.Close, 1000), (message.Kind, message.CloseCode));
        Assert.Equal([0x88, 2, 0x03, 0xE9], _wire.Sent);
    }

    [Fact]
    public async Task Release_WhenAMessageIsHalfThere_LeavesThePipeToItsOwner()
    {
        await SendAsync(ClientFrames.Text("a", isFinal: false));
        var receiving = _socket.ReceiveAsync().AsTask();
        _socket.Abort();
        await _toServer.Writer.CompleteAsync(new IOException("cut"));
        await Assert.ThrowsAnyAsync<Exception>(() => receiving.InTime());
        _socket.Release();

        Assert.Equal(1, _aborts);

        // Completed, it would throw.
        await Assert.ThrowsAsync<IOException>(() => _toServer.Reader.ReadAsync(Test.Token).AsTask());
    }

    private async Task SendAsync(byte[] bytes) => await _toServer.Writer.WriteAsync(bytes, Test.Token);
}

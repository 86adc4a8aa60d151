using System.Text;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.BadInput;

/// <summary>Sockets that break the rules: each is closed with its code, and nobody else notices.</summary>
public sealed class HostileSocketTests(SharedServer shared)
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public Task Frame_WhenItIsBinary_ClosesWith1003() => ClosesAsync(1003, RawClient.Frame(RawClient.Binary, [1, 2, 3]));

    [Fact]
    public Task Frame_WhenItIsAnEmptyBinary_ClosesWith1003() => ClosesAsync(1003, RawClient.Frame(RawClient.Binary, []));

    [Theory]
    [InlineData(new byte[] { (byte)'"', 0xFF, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xC0, 0x80, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xED, 0xA0, 0x80, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xE2, 0x82 })]
    public Task Frame_WhenItIsNoUtf8_ClosesWith1007(byte[] payload) => ClosesAsync(1007, RawClient.Frame(RawClient.Text, payload));

    [Fact]
    public Task Message_WhenItIsOneByteTooLarge_ClosesWith1009() =>
        ClosesAsync(1009, RawClient.Frame(RawClient.Text, BadMessageTests.Padded((256 * 1024) + 1)));

    [Fact]
    public async Task Message_WhenItNeverEnds_ClosesWith1009()
    {
        var session = ChatClient.NewSession();
        using var raw = await RawClient.OpenAsync(_server.Address, session);
        await raw.SendFrameAsync(RawClient.Text, BadMessageTests.Padded(1024), fin: false);
        for (var i = 0; i < 256; i++)
            await raw.SendFrameAsync(RawClient.Continuation, BadMessageTests.Padded(1024), fin: false);
        Assert.Equal(1009, await raw.CloseCodeAsync());
        await IsOverAsync(raw, session);
    }

    [Fact]
    public Task Frame_WhenItIsUnmasked_ClosesWith1002() =>
        ClosesAsync(1002, RawClient.Frame(RawClient.Text, "{}"u8.ToArray(), masked: false));

    [Theory]
    [InlineData(4)]
    [InlineData(2)]
    [InlineData(1)]
    public Task Frame_WhenAReservedBitIsSet_ClosesWith1002(int bits) =>
        ClosesAsync(1002, RawClient.Frame(RawClient.Text, "{}"u8.ToArray(), reservedBits: bits));

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(15)]
    public Task Frame_WhenItsOpcodeIsReserved_ClosesWith1002(int opcode) => ClosesAsync(1002, RawClient.Frame(opcode, []));

    [Fact]
    public Task Frame_WhenAContinuationContinuesNothing_ClosesWith1002() =>
        ClosesAsync(1002, RawClient.Frame(RawClient.Continuation, "{}"u8.ToArray()));

    [Fact]
    public Task Frame_WhenAControlFrameIsTooLong_ClosesWith1002() =>
        ClosesAsync(1002, RawClient.Frame(RawClient.PingFrame, new byte[126]));

    [Fact]
    public Task Frame_WhenTheLengthIsNegative_ClosesWith1002() =>
        ClosesAsync(1002, [0x81, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]);

    [Fact]
    public Task Close_WhenItHasACode_IsAnsweredWithIt() => ClosesAsync(4321, RawClient.Frame(RawClient.CloseFrame, [0x10, 0xE1]));

    [Fact]
    public Task Close_WhenItHasNoCode_IsAnswered() => ClosesAsync(1000, RawClient.Frame(RawClient.CloseFrame, []));

    [Fact]
    public Task Close_WhenItsCodeIsForbidden_ClosesWith1002() => ClosesAsync(1002, RawClient.Frame(RawClient.CloseFrame, [0x03, 0xED]));

    [Fact]
    public async Task Ping_WhenItIsAFrame_IsAnsweredWithItsPayloadEvenInsideAMessage()
    {
        var session = ChatClient.NewSession();
        using var raw = await RawClient.OpenAsync(_server.Address, session);
        var message = Encoding.UTF8.GetBytes("""{"type":"ping","id":"m1"}""");
        await raw.SendFrameAsync(RawClient.Text, message[..5], fin: false);
        await raw.SendFrameAsync(RawClient.PingFrame, "abc"u8.ToArray());
        var (opcode, payload) = await raw.ReadFrameAsync();
        Assert.Equal(RawClient.PongFrame, opcode);
        Assert.Equal("abc"u8.ToArray(), payload);

        await raw.SendFrameAsync(RawClient.Continuation, message[5..]);
        Assert.Contains("\"m1\"", Encoding.UTF8.GetString((await raw.ReadFrameAsync()).Payload), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_WhenItIsResetInMidFrame_IsForgottenAndItsRunGoesOn()
    {
        var session = ChatClient.NewSession();
        var puppet = _server.Puppet();
        await using var observer = await _server.ConnectAsync(session);
        var raw = await RawClient.OpenAsync(_server.Address, session);
        await raw.SendTextAsync($$$"""{"type":"chat","payload":{"message":"{{{puppet.Message}}}","agent_name":"puppet"}}""");
        await puppet.Started.InTime();
        await raw.SendAsync([0x81, 0xFE, 0x10, 0x00, 1, 2, 3, 4, 5]);
        raw.Reset();

        await Limit.UntilAsync(() => _server.Connections.Sessions.Count(key => key.Id.Value == session) == 1, "the connection has gone");
        puppet.Answer();
        Assert.Equal("completed", (await observer.UntilEndAsync())[^1].Status);
        await observer.DisposeAsync();
        await _server.HasForgottenAsync(session);
    }

    [Fact]
    public async Task Connection_WhenItEndsInTheHandshake_LeavesNothing()
    {
        using (var raw = await RawClient.ConnectAsync(_server.Address))
            await raw.SendAsync("GET /ws/chat/x HTTP/1.1\r\nHost: 127.0"u8.ToArray());
        await using var client = await _server.ConnectAsync();
        await client.PingAsync();
    }

    [Fact]
    public async Task Connection_WhenItEndsRightAfterTheUpgrade_LeavesNothing()
    {
        var sessions = Enumerable.Range(0, 20).Select(_ => ChatClient.NewSession()).ToList();
        foreach (var session in sessions)
        {
            var raw = await RawClient.ConnectAsync(_server.Address);
            await raw.UpgradeAsync(_server.Address, $"/ws/chat/{session}?after=0");
            raw.Reset();
        }

        foreach (var session in sessions)
            await _server.HasForgottenAsync(session);
    }

    private async Task ClosesAsync(int code, byte[] bytes)
    {
        var session = ChatClient.NewSession();
        await using var neighbour = await _server.ConnectAsync(session);
        using (var raw = await RawClient.OpenAsync(_server.Address, session))
        {
            await raw.SendAsync(bytes);
            Assert.Equal(code, await raw.CloseCodeAsync());
            await IsOverAsync(raw, session, left: 1);
        }

        await neighbour.PingAsync();
        Assert.Equal("completed", (await neighbour.AskAsync("steps=1", "load"))[^1].Status);
        await neighbour.DisposeAsync();
        await _server.HasForgottenAsync(session);
    }

    /// <summary>The client answers the close frame, and the server ends the TCP connection.</summary>
    private async Task IsOverAsync(RawClient raw, string session, int left = 0)
    {
        try
        {
            await raw.SendFrameAsync(RawClient.CloseFrame, []);
        }
        catch (IOException)
        {
            // The server needs no answer where the client broke the protocol or closed first.
        }

        await raw.EndAsync();
        await Limit.UntilAsync(
            () => _server.Connections.Sessions.Count(key => key.Id.Value == session) == left, "the connection has gone");
    }
}

using System.Text;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Rfc6455;

/// <summary>Section 8.1: text is UTF-8.</summary>
public sealed class Section8_1_Utf8Tests(SharedServer shared) : RfcTest(shared)
{
    [Theory]
    [InlineData(new byte[] { (byte)'"', 0xFF, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xC0, 0x80, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xED, 0xA0, 0x80, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xF4, 0x90, 0x80, 0x80, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xE2, 0x82 })]
    public async Task Text_WhenItIsNoUtf8_ClosesWith1007(byte[] payload)
    {
        await ClosesAsync(1007, RawClient.Frame(RawClient.Text, payload));

        // Wherever it is cut.
        await ClosesAsync(
            1007,
            [
                RawClient.Frame(RawClient.Text, payload[..1], fin: false),
                .. payload[1..].Select(value => RawClient.Frame(RawClient.Continuation, [value], fin: false)),
                RawClient.Frame(RawClient.Continuation, []),
            ]);
    }

    [Fact]
    public async Task Text_WhereverACodePointIsCut_IsWhatWasSent()
    {
        var message = Encoding.UTF8.GetBytes("""{"type":"ping","id":"ä€😀","timestamp":1}""");
        var session = ChatClient.NewSession();
        using var raw = await RawClient.OpenAsync(Server.Address, session);
        for (var cut = 0; cut <= message.Length; cut++)
        {
            await raw.SendFrameAsync(RawClient.Text, message[..cut], fin: false);
            await raw.SendFrameAsync(RawClient.Continuation, message[cut..]);
            var answer = System.Text.Json.JsonDocument.Parse((await ReadAsync(raw)).Payload).RootElement;
            Assert.Equal("ä€😀", answer.GetProperty("reply_to").GetString());
        }

        await CloseAsync(raw, session);
    }
}

using Reasoning.Infrastructure.WebSockets.Framing;

namespace Reasoning.UnitTests.Infrastructure.WebSockets.Framing;

/// <summary>RFC 6455, sections 5.5.1 and 7.4.</summary>
public sealed class CloseFrameTests
{
    [Fact]
    public void Answer_WhateverTheCode_EchoesThoseThatMayBeSent()
    {
        var allowed = new HashSet<int>([1000, 1001, 1002, 1003, .. Enumerable.Range(1007, 8), .. Enumerable.Range(3000, 2000)]);
        for (var code = 0; code <= ushort.MaxValue; code++)
            Assert.Equal(allowed.Contains(code) ? code : 1002, CloseFrame.Answer([(byte)(code >> 8), (byte)code]));
    }

    [Theory]
    [InlineData(new byte[0], 1000)]
    [InlineData(new byte[] { 3 }, 1002)]
    [InlineData(new byte[] { 3, 0xE8, (byte)'b', (byte)'y', (byte)'e' }, 1000)]
    [InlineData(new byte[] { 3, 0xE8, 0xFF }, 1007)]
    [InlineData(new byte[] { 3, 0xE8, 0xE2, 0x82 }, 1007)]
    [InlineData(new byte[] { 3, 0xED, 0xFF }, 1002)]
    public void Answer_WhateverThePayload_SaysWhatIsWrongWithIt(byte[] payload, int expected) =>
        Assert.Equal(expected, CloseFrame.Answer(payload));
}

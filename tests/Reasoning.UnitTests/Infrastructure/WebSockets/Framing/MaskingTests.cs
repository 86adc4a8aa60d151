using Reasoning.Infrastructure.WebSockets.Framing;

namespace Reasoning.UnitTests.Infrastructure.WebSockets.Framing;

/// <summary>RFC 6455, section 5.3.</summary>
public sealed class MaskingTests
{
    private static readonly byte[] Payload = [.. Enumerable.Range(0, 200).Select(value => (byte)(value * 7))];

    [Theory]
    [InlineData(0u)]
    [InlineData(ClientFrames.SomeMask)]
    [InlineData(uint.MaxValue)]
    public void Unmask_WhereverThePayloadIsSplit_FollowsTheRfcToTheLetter(uint mask)
    {
        for (var length = 0; length <= Payload.Length; length++)
        {
            var payload = Payload[..length];
            var masked = ClientFrames.Masked(payload, mask);
            for (var split = 0; split <= length; split++)
            {
                var unmasked = new byte[length];
                var rest = Masking.Unmask(masked.AsSpan(0, split), unmasked, mask);
                Masking.Unmask(masked.AsSpan(split), unmasked.AsSpan(split), rest);
                Assert.Equal(payload, unmasked);
            }
        }
    }

    [Fact]
    public void Unmask_InPlace_IsTheSame()
    {
        var bytes = ClientFrames.Masked(Payload, ClientFrames.SomeMask);
        Masking.Unmask(bytes, bytes, ClientFrames.SomeMask);

        Assert.Equal(Payload, bytes);
    }
}

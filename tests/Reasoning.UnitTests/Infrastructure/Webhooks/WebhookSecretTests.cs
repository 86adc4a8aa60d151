using System.Text;
using Reasoning.Infrastructure.Webhooks;

namespace Reasoning.UnitTests.Infrastructure.Webhooks;

public sealed class WebhookSecretTests
{
    /// <summary>The example of https://github.com/standard-webhooks/standard-webhooks, which its libraries test themselves with.</summary>
    [Fact]
    public void Sign_WhenGivenTheExample_GivesItsSignature()
    {
        Assert.True(WebhookSecret.TryParse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", out var secret));
        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            secret.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Encoding.UTF8.GetBytes("""{"test": 2432232314}""")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_")]
    [InlineData("whsec_not base64 at all, but long enough")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLg==")]
    public void TryParse_WhenItIsNoSecret_SaysSo(string? text) => Assert.False(WebhookSecret.TryParse(text, out _));
}

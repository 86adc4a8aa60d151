using Reasoning.Domain.Sessions;

namespace Reasoning.UnitTests.Domain.Sessions;

public sealed class SessionKeyTests
{
    [Fact]
    public void Equals_WhenTenantAndIdAreTheSame_IsTrue()
    {
        var one = new SessionKey(new TenantId("t"), SessionId.Parse("s"));
        var other = new SessionKey(new TenantId("t"), SessionId.Parse("s"));

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.Single(new HashSet<SessionKey> { one, other });
    }

    [Fact]
    public void Equals_WhenOnePartDiffers_IsFalse()
    {
        var key = new SessionKey(new TenantId("t"), SessionId.Parse("s"));

        Assert.NotEqual(key, new SessionKey(new TenantId("u"), SessionId.Parse("s")));
        Assert.NotEqual(key, new SessionKey(new TenantId("t"), SessionId.Parse("S")));
        Assert.False(key.Equals(null));
        Assert.False(key.Equals((object)"t/s"));
    }

    [Fact]
    public void ToString_NamesBothParts() =>
        Assert.Equal("t/s", new SessionKey(new TenantId("t"), SessionId.Parse("s")).ToString());
}

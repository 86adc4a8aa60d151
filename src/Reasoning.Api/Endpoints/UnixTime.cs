namespace Reasoning.Api.Endpoints;

/// <summary>Times as the protocol has them: seconds since 1970, with a fraction.</summary>
internal static class UnixTime
{
    public static decimal Of(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000m;
}

namespace Reasoning.Infrastructure.WebSockets.Wire;

/// <summary>The type of an encoded message, read from its beginning: each of them begins with it.</summary>
internal static class FrameType
{
    private static ReadOnlySpan<byte> Before => "{\"type\":\""u8;

    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> frame)
    {
        var rest = frame[Before.Length..];
        return rest[..rest.IndexOf((byte)'"')];
    }
}

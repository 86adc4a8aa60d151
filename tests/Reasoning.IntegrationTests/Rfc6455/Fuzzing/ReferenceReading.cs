namespace Reasoning.IntegrationTests.Rfc6455.Fuzzing;

/// <summary>What RFC 6455 makes of a client's bytes.</summary>
/// <param name="Messages">Text messages, before the end.</param>
/// <param name="Pings">Payloads of pings, before the end.</param>
/// <param name="CloseCode">What the server closes with; <see langword="null"/> when the connection stays open.</param>
/// <param name="HasClosed">Whether that answers the client's own close frame.</param>
/// <param name="Frames">Frames that could be told.</param>
/// <param name="Read">Bytes up to the end, or up to the frame of which something is missing.</param>
/// <param name="Missing">Bytes of payload that are missing from the last frame; <see langword="null"/> when not even its header is whole.</param>
internal sealed record ReferenceReading(
    IReadOnlyList<string> Messages,
    IReadOnlyList<byte[]> Pings,
    int? CloseCode,
    bool HasClosed,
    int Frames,
    int Read,
    long? Missing)
{
    public string EndName => (CloseCode, HasClosed) switch
    {
        (null, _) => "open",
        ({ } code, true) => code is 1002 or 1007 ? $"bad close {code}" : "close",
        ({ } code, false) => $"violation {code}",
    };
}

using System.Text;

namespace Reasoning.Benchmarks.Wire;

/// <summary>The opening handshake with the nonce of RFC 6455, section 1.3, whose answer is printed there.</summary>
internal static class Handshake
{
    private const string Key = "dGhlIHNhbXBsZSBub25jZQ==";
    private const string Accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    public static byte[] Response { get; } = Encoding.ASCII.GetBytes(
        $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {Accept}\r\n\r\n");

    public static byte[] Request(string host, string path) => Encoding.ASCII.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
        $"Sec-WebSocket-Key: {Key}\r\nSec-WebSocket-Version: 13\r\n\r\n");

    /// <returns>Where the head of the request or response ends, or -1 when it is not all there.</returns>
    public static int FindEnd(ReadOnlySpan<byte> received)
    {
        var end = received.IndexOf("\r\n\r\n"u8);
        return end < 0 ? -1 : end + 4;
    }

    public static void Verify(ReadOnlySpan<byte> head)
    {
        var text = Encoding.ASCII.GetString(head);
        if (!text.StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal) || !text.Contains(Accept, StringComparison.Ordinal))
            throw new ProtocolException($"no WebSocket: {text.Split('\r')[0]}");
    }
}

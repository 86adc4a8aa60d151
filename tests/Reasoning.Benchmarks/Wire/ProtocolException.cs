namespace Reasoning.Benchmarks.Wire;

/// <summary>The server did not send what the protocol promises: no figure of this run is worth anything.</summary>
internal sealed class ProtocolException(string message) : Exception(message)
{
    public static ProtocolException Unexpected(string expected, ReadOnlySpan<byte> frame) =>
        new($"expected {expected}, received {System.Text.Encoding.UTF8.GetString(frame[..Math.Min(frame.Length, 300)])}");
}

namespace Reasoning.IntegrationTests.Clients;

/// <summary>The server closed the socket instead of sending a message.</summary>
internal sealed class ClosedException(int code) : Exception($"The socket was closed with {code}.")
{
    /// <summary>The connection ended without a close frame (RFC 6455, section 7.1.5).</summary>
    public const int Abnormal = 1006;

    public int Code { get; } = code;
}

namespace Reasoning.Infrastructure.WebSockets.Description;

/// <summary>The protocol for programs, made from what writes and reads its messages. Made when it is first asked for.</summary>
public interface IProtocolDescription
{
    /// <summary>The WebSocket as an AsyncAPI 3 document: JSON in UTF-8.</summary>
    ReadOnlyMemory<byte> AsyncApi { get; }

    /// <summary>The events of the log, which HTTP shows too.</summary>
    IReadOnlyList<EventDescription> Events { get; }
}

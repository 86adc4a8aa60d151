using System.Buffers;

namespace Reasoning.Application.Sessions;

/// <summary>Gives an event the form in which it is stored and sent. Called once an event, in the session's turn.</summary>
public interface IEventEncoder
{
    /// <summary>What goes before each when it is sent.</summary>
    IEventHeader Header { get; }

    /// <summary>Appends one complete frame. Total: every event that the domain can express has a frame.</summary>
    void Encode(in SessionEvent @event, IBufferWriter<byte> output);
}

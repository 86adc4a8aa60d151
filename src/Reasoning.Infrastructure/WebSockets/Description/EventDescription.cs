namespace Reasoning.Infrastructure.WebSockets.Description;

/// <summary>An event of the log as every reader is sent it.</summary>
/// <param name="Name">Unique among the events: the message type, and what it says where that is not enough.</param>
/// <param name="Schema">A JSON schema of the frame.</param>
/// <param name="Example">A frame.</param>
public sealed record EventDescription(string Name, string Schema, string Example);

using MediatR;

namespace Reasoning.Application.Connections.Broadcast;

/// <summary>Send a message to every connection.</summary>
/// <param name="Message">A JSON object in UTF-8, sent as it is.</param>
public sealed record BroadcastCommand(ReadOnlyMemory<byte> Message) : IRequest<int>;

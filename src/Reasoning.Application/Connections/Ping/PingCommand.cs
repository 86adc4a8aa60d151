using MediatR;
using Reasoning.Application.Clients;

namespace Reasoning.Application.Connections.Ping;

/// <summary>Are you there?</summary>
/// <param name="Timestamp">The client's number as it was written; <see langword="null"/> when there was none.</param>
public sealed record PingCommand(ClientMessage Client, string? Timestamp) : IRequest, IClientCommand;

using MediatR;
using Reasoning.Application.Clients;

namespace Reasoning.Application.Connections.Pong;

/// <summary>The client answers the server's heartbeat.</summary>
public sealed record PongCommand(ClientMessage Client) : IRequest, IClientCommand;

using MediatR;
using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Sessions.DeleteSession;

/// <summary>Delete a session and everything in it.</summary>
public sealed record DeleteSessionCommand(SessionKey Session) : IRequest;

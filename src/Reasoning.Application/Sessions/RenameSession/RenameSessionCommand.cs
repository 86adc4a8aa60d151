using MediatR;
using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Sessions.RenameSession;

/// <summary>Give a session another title.</summary>
/// <param name="Title">As the client wrote it; <see langword="null"/> when it was missing.</param>
public sealed record RenameSessionCommand(SessionKey Session, string? Title) : IRequest<SessionSummary>;

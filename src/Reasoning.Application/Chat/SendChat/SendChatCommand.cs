using MediatR;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Chat.SendChat;

/// <summary>Ask an agent. Answered once the run is stored; what it does is told to the session's clients.</summary>
/// <param name="Message">The user's text; <see langword="null"/> when it was missing.</param>
/// <param name="IdempotencyKey">Names this message, so that it can be sent again; <see langword="null"/> when it had none.</param>
/// <param name="Asker">The connection to tell <c>accepted</c>, if it wants to know.</param>
public sealed record SendChatCommand(
    SessionKey Session,
    string? Message,
    string AgentName,
    bool EnableReasoning,
    string? IdempotencyKey,
    Asker? Asker) : IRequest<StartedRun>
{
    /// <summary>UTF-16 code units; the protocol's limit.</summary>
    public const int MaxMessageLength = 32_000;

    public const int MaxKeyLength = 64;
}

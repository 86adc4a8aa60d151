using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Clients;

/// <summary>
/// What the server itself knows about a message that came in: facts that a client could forge are never read from its
/// payload.
/// </summary>
/// <param name="ReplyTo">The client's <c>id</c> of the message, echoed on its direct answers.</param>
public sealed record ClientMessage(SessionKey Session, ConnectionId Connection, string? ReplyTo);

/// <summary>A command that a connection sent.</summary>
public interface IClientCommand
{
    ClientMessage Client { get; }
}

using Reasoning.Application.Sessions;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>Something that happens to a session, brought to its core in its turn.</summary>
/// <param name="Ticket">Who waits for its outcome, if anybody does: told also when the session fails before its turn.</param>
internal readonly record struct SessionInput(Action<SessionCore, DateTimeOffset, List<SessionEffect>> Apply, Ticket? Ticket);

using Reasoning.Application.Sessions;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>What a caller waits on. Its continuation never runs inside the session's turn.</summary>
internal sealed class Ticket() : TaskCompletionSource<TicketResult>(TaskCreationOptions.RunContinuationsAsynchronously);

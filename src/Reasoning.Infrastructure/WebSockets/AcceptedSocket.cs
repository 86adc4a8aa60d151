using System.IO.Pipelines;
using Reasoning.Domain.Sessions;
using Reasoning.Infrastructure.Connections;

namespace Reasoning.Infrastructure.WebSockets;

/// <summary>A connection whose upgrade has been answered.</summary>
/// <param name="AgentName">The agent that answers when a message names none.</param>
/// <param name="Resume">Where to go on; <see langword="null"/> for live events only.</param>
/// <param name="WantsDeltas">Whether steps are shown while they are being produced.</param>
/// <param name="Transport">The raw connection; it is not completed here.</param>
/// <param name="Abort">Cuts it.</param>
public sealed record AcceptedSocket(
    SessionKey Session,
    string AgentName,
    ResumeRequest? Resume,
    bool WantsDeltas,
    IDuplexPipe Transport,
    Action Abort);

using System.IO.Pipelines;
using Reasoning.Domain.Sessions;
using Reasoning.Infrastructure.Connections;

namespace Reasoning.Infrastructure.ServerSentEvents;

/// <summary>A request whose answer is going to be a stream of events.</summary>
/// <param name="Resume">Where to go on; <see langword="null"/> for live events only.</param>
/// <param name="WantsDeltas">Whether steps are shown while they are being produced.</param>
/// <param name="Output">The response's body.</param>
/// <param name="Abort">Cuts it.</param>
/// <param name="Gone">The client has left.</param>
public sealed record AcceptedStream(
    SessionKey Session,
    ResumeRequest? Resume,
    bool WantsDeltas,
    PipeWriter Output,
    Action Abort,
    CancellationToken Gone);

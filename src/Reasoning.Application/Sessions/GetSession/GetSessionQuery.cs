using MediatR;
using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Sessions.GetSession;

/// <summary>What is this session, and what were its last runs?</summary>
public sealed record GetSessionQuery(SessionKey Session) : IRequest<SessionDetails>;

/// <param name="Runs">The newest, in the order in which they were accepted.</param>
/// <param name="HasEarlierRuns">There are older ones than these.</param>
public sealed record SessionDetails(SessionSummary Session, IReadOnlyList<RunSummary> Runs, bool HasEarlierRuns);

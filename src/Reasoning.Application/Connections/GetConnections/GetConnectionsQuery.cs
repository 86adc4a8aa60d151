using MediatR;

namespace Reasoning.Application.Connections.GetConnections;

/// <summary>Who is connected?</summary>
public sealed record GetConnectionsQuery : IRequest<ConnectionsOverview>;

/// <param name="ActiveConnections">Open connections.</param>
/// <param name="SessionIds">Their sessions: distinct, sorted by ordinal.</param>
/// <param name="Timestamp">When this was so.</param>
public sealed record ConnectionsOverview(int ActiveConnections, IReadOnlyList<string> SessionIds, DateTimeOffset Timestamp);

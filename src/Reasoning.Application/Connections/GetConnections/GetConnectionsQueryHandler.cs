using MediatR;
using Reasoning.Application.Clients;

namespace Reasoning.Application.Connections.GetConnections;

internal sealed class GetConnectionsQueryHandler(IConnectionDirectory directory, TimeProvider time)
    : IRequestHandler<GetConnectionsQuery, ConnectionsOverview>
{
    public Task<ConnectionsOverview> Handle(GetConnectionsQuery request, CancellationToken cancellationToken)
    {
        var sessions = directory.Sessions;
        var ids = sessions.Select(session => session.Id.Value).Distinct().Order(StringComparer.Ordinal);
        return Task.FromResult(new ConnectionsOverview(sessions.Count, [.. ids], time.GetUtcNow()));
    }
}

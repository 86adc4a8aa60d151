using MediatR;

namespace Reasoning.Application.Sessions.GetSession;

internal sealed class GetSessionQueryHandler(ISessionDirectory directory) : IRequestHandler<GetSessionQuery, SessionDetails>
{
    internal const int MaxRuns = 100;

    public async Task<SessionDetails> Handle(GetSessionQuery request, CancellationToken cancellationToken)
    {
        var session = await directory.FindAsync(request.Session, cancellationToken) ?? throw RequestRefusedException.SessionNotFound();
        var runs = await directory.ReadRunsAsync(request.Session, long.MaxValue, MaxRuns + 1, cancellationToken);
        return runs.Count > MaxRuns
            ? new SessionDetails(session, [.. runs.Skip(1)], HasEarlierRuns: true)
            : new SessionDetails(session, runs, HasEarlierRuns: false);
    }
}

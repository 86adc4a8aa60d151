using MediatR;
using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Sessions.RenameSession;

internal sealed class RenameSessionCommandHandler(ISessionDirectory directory) : IRequestHandler<RenameSessionCommand, SessionSummary>
{
    public async Task<SessionSummary> Handle(RenameSessionCommand request, CancellationToken cancellationToken)
    {
        await directory.RenameAsync(request.Session, SessionTitle.Parse(request.Title!), cancellationToken);
        return await directory.FindAsync(request.Session, cancellationToken) ?? throw RequestRefusedException.SessionNotFound();
    }
}

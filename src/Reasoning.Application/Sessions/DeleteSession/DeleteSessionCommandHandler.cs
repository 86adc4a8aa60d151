using MediatR;

namespace Reasoning.Application.Sessions.DeleteSession;

internal sealed class DeleteSessionCommandHandler(ISessions sessions) : IRequestHandler<DeleteSessionCommand>
{
    public async Task<Unit> Handle(DeleteSessionCommand request, CancellationToken cancellationToken)
    {
        await sessions.DeleteAsync(request.Session, cancellationToken);
        return Unit.Value;
    }
}

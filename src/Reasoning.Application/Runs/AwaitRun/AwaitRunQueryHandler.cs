using MediatR;
using Reasoning.Application.Sessions;

namespace Reasoning.Application.Runs.AwaitRun;

internal sealed class AwaitRunQueryHandler(ISessions sessions) : IRequestHandler<AwaitRunQuery>
{
    public async Task<Unit> Handle(AwaitRunQuery request, CancellationToken cancellationToken)
    {
        await sessions.WaitForEndAsync(request.Session, request.Run, request.Limit, cancellationToken);
        return Unit.Value;
    }
}

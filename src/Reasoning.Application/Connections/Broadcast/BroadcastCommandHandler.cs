using MediatR;
using Reasoning.Application.Clients;

namespace Reasoning.Application.Connections.Broadcast;

internal sealed class BroadcastCommandHandler(IClientNotifier notifier) : IRequestHandler<BroadcastCommand, int>
{
    public Task<int> Handle(BroadcastCommand request, CancellationToken cancellationToken) =>
        Task.FromResult(notifier.Broadcast(request.Message));
}

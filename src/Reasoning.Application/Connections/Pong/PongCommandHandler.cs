using MediatR;

namespace Reasoning.Application.Connections.Pong;

/// <summary>Needs no answer: that something arrived is all the heartbeat wants to know, and the transport has noted it.</summary>
internal sealed class PongCommandHandler : IRequestHandler<PongCommand>
{
    public Task<Unit> Handle(PongCommand request, CancellationToken cancellationToken) => Unit.Task;
}

using MediatR;

namespace Reasoning.Infrastructure.WebSockets.Wire;

/// <summary>A message type: the command that it is, and how to make and send it.</summary>
internal sealed record WireType(Type Command, Func<WireRequest, IMediator, CancellationToken, Task> SendAsync)
{
    public static WireType For<TCommand>(Func<WireRequest, TCommand> create)
        where TCommand : IRequest => For<TCommand, Unit>(create);

    public static WireType For<TCommand, TResponse>(Func<WireRequest, TCommand> create)
        where TCommand : IRequest<TResponse> =>
        new(typeof(TCommand), (request, mediator, cancellationToken) => mediator.Send(create(request), cancellationToken));
}

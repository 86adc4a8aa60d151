using MediatR;

namespace Reasoning.IntegrationTests.Golden;

/// <summary>Keeps what is sent instead of handling it.</summary>
internal sealed class RecordingMediator : IMediator
{
    public object? Sent { get; private set; }

    public Task<TResponse> Send<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default)
    {
        Sent = request;
        return Task.FromResult<TResponse>(default!);
    }

    public Task Publish(object notification, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task Publish<TNotification>(TNotification notification, CancellationToken cancellationToken = default)
        where TNotification : INotification => throw new NotSupportedException();
}

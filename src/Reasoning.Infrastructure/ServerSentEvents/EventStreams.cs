namespace Reasoning.Infrastructure.ServerSentEvents;

internal sealed class EventStreams(EventStreamServices services) : IEventStreams
{
    public Task RunAsync(AcceptedStream stream) => new EventStreamConnection(stream, services).RunAsync();
}

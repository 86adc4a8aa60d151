using Reasoning.Application.Clients;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.Sessions;

namespace Reasoning.Infrastructure.WebSockets;

/// <summary>Tells clients: an event of a run through its session, a direct answer to its connection, a broadcast to all.</summary>
internal sealed class WebSocketNotifier(ISessions sessions, ConnectionRegistry connections, IDirectEncoder encoder) : IClientNotifier
{
    public ValueTask<bool> NotifyAsync(RunAddress run, RunEvent @event, CancellationToken cancellationToken) =>
        sessions.AppendAsync(run, @event, cancellationToken);

    public ValueTask<bool> NotifyDeltaAsync(RunAddress run, StepDelta delta, CancellationToken cancellationToken) =>
        sessions.AppendDeltaAsync(run, delta, cancellationToken);

    public ValueTask AnswerAsync(ConnectionId connection, DirectAnswer answer, CancellationToken cancellationToken) =>
        connections.Find(connection)?.Reader.PostAsync(encoder.Encode(answer), cancellationToken) ?? ValueTask.CompletedTask;

    public int Broadcast(ReadOnlyMemory<byte> message)
    {
        var sent = 0;
        SoonWorkItem.QueueTogether(() => sent = connections.All.Count(connection => connection.Reader.TryPost(message)));
        return sent;
    }
}

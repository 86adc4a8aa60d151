using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Reasoning.Application.Agents;
using Reasoning.Domain.Steps;
using Reasoning.Infrastructure.Agents.Remote.Wire;

namespace Reasoning.Infrastructure.Agents.Remote;

/// <summary>
/// An agent that is a program of somebody's own, anywhere: a run is posted to it, and it answers with a stream of events.
/// It is never asked twice, since its work may have effects. The answer ends the run, whatever it has still to say.
/// </summary>
internal sealed class RemoteAgent(AgentDescriptor descriptor, RemoteAgentOptions options, RemoteHttp http) : IAgent
{
    public AgentDescriptor Descriptor { get; } = descriptor;

    public async IAsyncEnumerable<AgentOutput> RunAsync(RunContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var calls = new RemoteCalls(context.Notes);
        var reader = new RemoteEventReader(options, calls, context.Iterations);
        await using var stream = await http.PostAsync(options, RemoteRequest.Of(context, calls), cancellationToken);
        await foreach (var item in SseParser.Create(stream, reader.Read).EnumerateAsync(cancellationToken))
        {
            yield return item.Data;
            if (item.Data is AgentStep { Step: FinalAnswerStep })
                yield break;
        }

        throw RemoteFailure.BrokeOff();
    }
}

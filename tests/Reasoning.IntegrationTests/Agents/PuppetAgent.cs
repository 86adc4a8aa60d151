using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Reasoning.Application.Agents;

namespace Reasoning.IntegrationTests.Agents;

/// <summary>An agent without a will of its own.</summary>
internal sealed class PuppetAgent : IAgent
{
    private readonly ConcurrentDictionary<string, Puppet> _puppets = [];

    public AgentDescriptor Descriptor { get; } = new(
        "puppet", "Does what a test says.", Streaming: true, Tools: [], AgentRecovery.Fail);

    public Puppet Add(Puppet puppet) => _puppets[puppet.Message] = puppet;

    public async IAsyncEnumerable<AgentOutput> RunAsync(
        RunContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var puppet = _puppets[context.Request.Message];
        using var registration = cancellationToken.Register(puppet.OnCancelled);
        puppet.OnStarted(context.Run);
        try
        {
            var stop = puppet.IgnoresCancellation ? CancellationToken.None : cancellationToken;
            await foreach (var act in puppet.Acts.ReadAllAsync(stop))
            {
                var output = act();
                yield return output;
                puppet.OnTaken(output);
            }
        }
        finally
        {
            // The registration may be gone before its turn came.
            if (cancellationToken.IsCancellationRequested)
                puppet.OnCancelled();
            puppet.OnEnded();
        }
    }
}

using System.Runtime.CompilerServices;
using Reasoning.Application.Agents;

namespace Reasoning.UnitTests.Support;

/// <summary>An agent that does what a test tells it to, and says whether its enumeration was ended properly.</summary>
internal sealed class ScriptedAgent(Func<RunContext, CancellationToken, IAsyncEnumerable<AgentOutput>> script) : IAgent
{
    public ScriptedAgent(params AgentOutput[] outputs)
        : this((_, _) => outputs.ToAsyncEnumerable())
    {
    }

    public AgentDescriptor Descriptor { get; init; } = Some.Descriptor();

    public RunContext? Context { get; private set; }

    public int Produced { get; private set; }

    public bool IsDisposed { get; private set; }

    public async IAsyncEnumerable<AgentOutput> RunAsync(
        RunContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Context = context;
        try
        {
            await foreach (var output in script(context, cancellationToken))
            {
                Produced++;
                yield return output;
            }
        }
        finally
        {
            IsDisposed = true;
        }
    }
}

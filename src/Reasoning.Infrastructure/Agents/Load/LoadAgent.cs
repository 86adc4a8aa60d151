using System.Runtime.CompilerServices;
using Reasoning.Application.Agents;
using Reasoning.Domain.Steps;

namespace Reasoning.Infrastructure.Agents.Load;

/// <summary>
/// Produces as many steps as it is told to, for load tests. It has to be much cheaper than what it measures: all its
/// thoughts share one text, and without a delay it never waits.
/// </summary>
internal sealed class LoadAgent(TimeProvider time) : IAgent
{
    // Now and then its thread goes to somebody else, as if a model had made it wait.
    private const int StepsBetweenYields = 4096;

    public AgentDescriptor Descriptor { get; } = new(
        "load",
        "Produces steps for load tests: steps=N [delay=MS] [size=CHARS] [deltas=PIECES] [fail=K] [stubborn=true].",
        Streaming: true,
        Tools: [],
        AgentRecovery.Continue,
        EnabledByDefault: false);

    public async IAsyncEnumerable<AgentOutput> RunAsync(
        RunContext context,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var order = LoadOrder.Parse(context.Request.Message);
        if (order.Stubborn)
            cancellationToken = CancellationToken.None;
        var content = order.Content();
        for (var step = context.Iterations + 1; step <= order.Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (step == order.Fail)
                throw new InvalidOperationException($"Told to fail at step {step}.");
            if (order.Deltas > 0)
            {
                await foreach (var delta in GrowAsync(order, content, step, cancellationToken))
                    yield return delta;
            }
            else if (order.Delay > TimeSpan.Zero)
            {
                await Task.Delay(order.Delay, time, cancellationToken);
            }
            else if (step % StepsBetweenYields == 0)
            {
                await Task.Yield();
            }

            yield return new AgentStep(new ThoughtStep(content, step));
        }

        yield return new AgentStep(new FinalAnswerStep($"Done: {order.Steps} steps.", order.Steps, []));
    }

    private async IAsyncEnumerable<AgentDelta> GrowAsync(
        LoadOrder order, string content, int step, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var piece = 0; piece < order.Deltas; piece++)
        {
            var (start, end) = (content.Length * (long)piece / order.Deltas, content.Length * (piece + 1L) / order.Deltas);
            yield return new AgentDelta(DeltaKind.Thought, step, content[(int)start..(int)end]);
            if (order.Delay > TimeSpan.Zero)
                await Task.Delay(order.Delay, time, cancellationToken);
        }
    }
}

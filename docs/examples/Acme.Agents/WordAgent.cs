using System.Runtime.CompilerServices;
using System.Text.Json;
using Reasoning.Application.Agents;
using Reasoning.Domain.Steps;

namespace Acme.Agents;

/// <summary>Counts the words of a message, in the open: a thought, a tool call and its result, and an answer that grows.</summary>
public sealed class WordAgent : IAgent
{
    public AgentDescriptor Descriptor { get; } = new(
        "words",
        "Counts the words of a message.",
        Streaming: true,
        [ToolDescriptor.Of(WordTools.Counter)],

        // It has no effects, so it may simply begin anew after a crash.
        AgentRecovery.Restart);

    public async IAsyncEnumerable<AgentOutput> RunAsync(RunContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var message = context.Request.Message;
        yield return new AgentStep(new ThoughtStep("I have to count, not to guess.", 1));

        // Stored before the enumeration goes on, and so before the tool begins.
        var arguments = JsonSerializer.SerializeToElement(new { text = message });
        yield return new AgentStep(new ToolUseStep("Counting the words.", 1, "call-1", WordTools.CountWords, arguments));
        var count = WordTools.Count(message);
        yield return new AgentStep(new ToolResultStep($"{count}", 1, "call-1", WordTools.CountWords, IsError: false));

        cancellationToken.ThrowIfCancellationRequested();
        yield return new AgentDelta(DeltaKind.Text, 2, "Your message has ");
        await Task.Yield();
        yield return new AgentStep(new FinalAnswerStep($"Your message has {count} words.", 2, []));
    }
}

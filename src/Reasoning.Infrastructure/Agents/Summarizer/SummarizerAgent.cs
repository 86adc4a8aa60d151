using Reasoning.Application.Agents;
using Reasoning.Domain.Steps;

namespace Reasoning.Infrastructure.Agents.Summarizer;

/// <summary>Picks the sentences that say most of a text. It returns all its steps at once.</summary>
internal sealed class SummarizerAgent : IBatchAgent
{
    private const int AlreadyShort = 2;

    public AgentDescriptor Descriptor { get; } = new(
        "summarizer",
        "Summarizes the text of a message by quoting its most telling sentences. Extractive: it has no language model and writes nothing of its own.",
        Streaming: false,
        Tools: [],
        AgentRecovery.Restart);

    public Task<IReadOnlyList<AgentOutput>> RunAsync(RunContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var sentences = Sentences.Of(Sentences.WithoutRequest(context.Request.Message));
        return Task.FromResult<IReadOnlyList<AgentOutput>>([.. Steps(sentences).Select(step => new AgentStep(step))]);
    }

    private static IEnumerable<ReasoningStep> Steps(IReadOnlyList<string> sentences)
    {
        if (sentences.Count == 0)
        {
            yield return new ThoughtStep("There is no text to summarize.", 1);
            yield return new FinalAnswerStep("Send me the text that you want summarized: a few paragraphs or more.", 1, []);
            yield break;
        }

        if (sentences.Count <= AlreadyShort)
        {
            yield return new ThoughtStep("The text is too short to leave anything out.", 1);
            yield return new FinalAnswerStep(Summary.Cut(string.Join(' ', sentences)), 1, []);
            yield break;
        }

        var summary = Summary.Of(sentences);
        var words = summary.KeyWords.Count == 0 ? "No word stands out" : $"The words it turns on are {string.Join(", ", summary.KeyWords)}";
        yield return new ThoughtStep($"The text has {sentences.Count} sentences. {words}.", 1);
        yield return new ThoughtStep($"I keep the {summary.Kept} sentences that have most of them, in their order; the first sentence counts a little more.", 1);
        yield return new FinalAnswerStep(summary.Text, 1, []);
    }
}

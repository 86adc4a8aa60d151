using System.Text;
using Microsoft.Extensions.AI;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;

namespace Reasoning.Application.Agents.Loop;

/// <summary>One turn of the model, put together from its stream.</summary>
internal sealed class ModelTurn(int iteration)
{
    // Of one thought or answer: ten times what models write.
    private const int MaxPart = 1_000_000;

    // A model may think between its tool calls; one that does so for ever has lost its way.
    private const int MaxThoughts = 100;

    // More than any model reads or writes in a turn, and little enough to be summed.
    private const long MaxTokens = 1_000_000_000_000;

    private readonly List<ChatResponseUpdate> _updates = [];
    private readonly StringBuilder _reasoning = new();
    private readonly StringBuilder _text = new();
    private readonly List<Citation> _citations = [];
    private readonly List<FunctionCallContent> _calls = [];
    private DeltaKind? _growing;
    private int _thoughts;

    /// <summary>Complete thoughts, and pieces of what is not complete, that have not been shown yet.</summary>
    public Queue<AgentOutput> Outputs { get; } = new();

    public IReadOnlyList<FunctionCallContent> Calls => _calls;

    /// <summary>The answer, once the turn has ended without calls.</summary>
    public string Text { get; private set; } = "";

    public IReadOnlyList<Citation> Citations => _citations;

    /// <summary>What goes into the conversation, with whatever the provider wants back (signatures, protected data).</summary>
    public IList<ChatMessage> Messages { get; private set; } = [];

    public TokenUsage? Usage { get; private set; }

    /// <summary>Why it ended, if it said so.</summary>
    public ChatFinishReason? FinishReason { get; private set; }

    /// <summary>It said why it ended.</summary>
    public bool HasFinished => FinishReason is not null;

    public bool IsCutOff => FinishReason == ChatFinishReason.Length;

    public void Add(ChatResponseUpdate update)
    {
        _updates.Add(update);
        FinishReason = update.FinishReason ?? FinishReason;

        foreach (var content in update.Contents)
        {
            switch (content)
            {
                case TextReasoningContent reasoning:
                    Grow(_reasoning, DeltaKind.Thought, reasoning.Text);
                    break;
                case TextContent text:
                    if (text.Text.Length > 0)
                        Finish(_reasoning);
                    Grow(_text, DeltaKind.Text, text.Text);
                    _citations.AddRange(CitationsOf(text));
                    break;
                case UsageContent { Details: var used }:
                    Usage = new TokenUsage(
                        Sound(used.InputTokenCount), Sound(used.OutputTokenCount), Sound(used.ReasoningTokenCount), Sound(used.CachedInputTokenCount)).Plus(Usage);
                    break;
                // A call that the provider's own server has already made is none of ours.
                case FunctionCallContent { InformationalOnly: false } call:
                    Finish(_reasoning);
                    // Now it is certain that this turn's text is no answer.
                    Finish(_text);
                    ToolText.CheckArguments(call);
                    _calls.Add(call);
                    break;
            }
        }
    }

    public void End()
    {
        Finish(_reasoning);
        if (_calls.Count > 0)
            Finish(_text);
        else
            Text = _text.ToString().Trim();

        Messages = _updates.ToChatResponse().Messages;

        // Each has what its client made of it, and tools may now be at work for long.
        _updates.Clear();
    }

    public void ThrowIfUnusable(bool last)
    {
        if (FinishReason == ChatFinishReason.ContentFilter)
            throw new AgentException(ErrorCode.AgentFailed, new ModelException(ModelFailure.Filtered).Explanation);
        if (last && (Calls.Count > 0 || Text.Length == 0))
            throw new AgentException(ErrorCode.MaxIterations, "The agent reached its limit of iterations or tool calls without an answer.");
        if (Calls.Count == 0 && Text.Length == 0)
            throw new AgentException(ErrorCode.AgentFailed, "The model gave no answer.");
    }

    /// <summary>Text that a thought interrupts is shown from its beginning when it goes on: it will be another step.</summary>
    private void Grow(StringBuilder part, DeltaKind kind, string text)
    {
        // The finished step is trimmed, so what is shown of it begins where that does.
        var before = part.Length;
        part.Append(before == 0 ? text.TrimStart() : text);
        if (part.Length == before)
            return;

        if (part.Length > MaxPart)
            throw new ModelException(ModelFailure.TooMuch);

        var isAnew = _growing != kind;
        _growing = kind;
        Outputs.Enqueue(new AgentDelta(kind, iteration, isAnew ? part.ToString() : part.ToString(before, part.Length - before), isAnew));
    }

    private void Finish(StringBuilder part)
    {
        var thought = part.ToString().Trim();
        part.Clear();
        if (thought.Length == 0)
            return;
        _growing = null;
        if (++_thoughts > MaxThoughts)
            throw new ModelException(ModelFailure.TooMuch);
        Outputs.Enqueue(new AgentStep(new ThoughtStep(thought, iteration)));
    }

    private static long? Sound(long? tokens) => tokens is >= 0 and <= MaxTokens ? tokens : null;

    private static IEnumerable<Citation> CitationsOf(TextContent text) =>
        (text.Annotations ?? [])
            .OfType<CitationAnnotation>()
            .Select(annotation => new Citation(annotation.FileId ?? annotation.Url?.ToString() ?? "", annotation.Title ?? ""))
            .Where(citation => citation.Source.Length > 0);
}

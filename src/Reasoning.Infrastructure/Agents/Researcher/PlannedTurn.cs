using Microsoft.Extensions.AI;
using Reasoning.Domain.Steps;

namespace Reasoning.Infrastructure.Agents.Researcher;

/// <summary>What the planner does next: call tools, or answer.</summary>
internal sealed record PlannedTurn(string Thought, IReadOnlyList<(string Tool, string Argument, object Value)> Calls, string? Answer, IReadOnlyList<Citation> Citations)
{
    public static PlannedTurn Call(string thought, params IReadOnlyList<(string Tool, string Argument, object Value)> calls) =>
        new(thought, calls, null, []);

    public static PlannedTurn Say(string thought, string answer, params IReadOnlyList<Citation> citations) =>
        new(thought, [], answer, citations);

    /// <param name="earlierCalls">Ids go on from them, so that they stay unique in the run.</param>
    public IEnumerable<ChatResponseUpdate> ToUpdates(int earlierCalls)
    {
        yield return new ChatResponseUpdate(ChatRole.Assistant, [new TextReasoningContent(Thought)]);

        var id = earlierCalls;
        foreach (var (tool, argument, value) in Calls)
        {
            var call = new FunctionCallContent($"call_{++id}", tool, new Dictionary<string, object?> { [argument] = value });
            yield return new ChatResponseUpdate(ChatRole.Assistant, [call]);
        }

        if (Answer is not null)
        {
            var text = new TextContent(Answer)
            {
                Annotations = [.. Citations.Select(citation => new CitationAnnotation { FileId = citation.Source, Title = citation.Heading })],
            };
            yield return new ChatResponseUpdate(ChatRole.Assistant, [text]);
        }

        yield return new ChatResponseUpdate(ChatRole.Assistant, [])
        {
            FinishReason = Answer is null ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        };
    }
}

using Microsoft.Extensions.AI;
using Reasoning.Domain.Steps;

namespace Reasoning.Infrastructure.Agents.Researcher;

/// <summary>What the planner does next: call tools, or answer.</summary>
internal sealed record PlannedTurn(
    string Thought, IReadOnlyList<(string Tool, IReadOnlyDictionary<string, object?> Arguments)> Calls, string? Answer, IReadOnlyList<Citation> Citations)
{
    public static PlannedTurn Call(string thought, params IReadOnlyList<(string Tool, string Argument, object Value)> calls) =>
        new(thought, [.. calls.Select(call => (call.Tool, new Dictionary<string, object?> { [call.Argument] = call.Value }))], null, []);

    public static PlannedTurn Call(string thought, string tool, IReadOnlyDictionary<string, object?> arguments) =>
        new(thought, [(tool, arguments)], null, []);

    public static PlannedTurn Say(string thought, string answer, params IReadOnlyList<Citation> citations) =>
        new(thought, [], answer, citations);

    /// <param name="earlierCalls">Ids go on from them, so that they stay unique in the run.</param>
    public IEnumerable<ChatResponseUpdate> ToUpdates(int earlierCalls)
    {
        foreach (var piece in Pieces(Thought))
            yield return new ChatResponseUpdate(ChatRole.Assistant, [new TextReasoningContent(piece)]);

        var id = earlierCalls;
        foreach (var (tool, arguments) in Calls)
        {
            var call = new FunctionCallContent($"call_{++id}", tool, new Dictionary<string, object?>(arguments));
            yield return new ChatResponseUpdate(ChatRole.Assistant, [call]);
        }

        if (Answer is not null)
        {
            foreach (var piece in Pieces(Answer))
                yield return new ChatResponseUpdate(ChatRole.Assistant, [new TextContent(piece)]);
            var citations = new TextContent("")
            {
                Annotations = [.. Citations.Select(citation => new CitationAnnotation { FileId = citation.Source, Title = citation.Heading })],
            };
            yield return new ChatResponseUpdate(ChatRole.Assistant, [citations]);
        }

        yield return new ChatResponseUpdate(ChatRole.Assistant, [])
        {
            FinishReason = Answer is null ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        };
    }

    /// <summary>Word by word, as a language model gives it.</summary>
    private static IEnumerable<string> Pieces(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var space = text.IndexOf(' ', start);
            var end = space < 0 ? text.Length : space + 1;
            yield return text[start..end];
            start = end;
        }
    }
}

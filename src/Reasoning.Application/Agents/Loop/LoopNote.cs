using System.Text.Json;
using Microsoft.Extensions.AI;
using Reasoning.Domain.Runs;

namespace Reasoning.Application.Agents.Loop;

/// <summary>
/// What the loop stores with a step so that it can go on after a crash. A turn of the model is stored with its first
/// tool call, before any tool has begun; a result is stored with the step that shows it.
/// </summary>
internal sealed record LoopNote(NotedTurn? Turn, NotedCall? Call, NotedResult? Result)
{
    public static LoopNote Parse(string note) =>
        JsonSerializer.Deserialize<LoopNote>(note, AIJsonUtilities.DefaultOptions) ?? throw new JsonException("A note is an object.");

    public override string ToString() => JsonSerializer.Serialize(this, AIJsonUtilities.DefaultOptions);
}

/// <summary>A turn of the model that asks for tools.</summary>
/// <param name="Unreadable">Which of its calls have arguments that could not be read: the calls themselves do not keep that.</param>
internal sealed record NotedTurn(int Iteration, IList<ChatMessage> Messages, TokenUsage? Usage, IReadOnlyList<int>? Unreadable = null);

/// <summary>A call that is about to begin.</summary>
/// <param name="Index">Which of its turn's calls.</param>
/// <param name="Id">The id by which clients know it.</param>
internal sealed record NotedCall(int Index, string Id);

/// <summary>What a call came to.</summary>
/// <param name="Text">As the model is told it.</param>
internal sealed record NotedResult(int Index, string Text, bool IsError);

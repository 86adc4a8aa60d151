using Microsoft.Extensions.AI;

namespace Reasoning.Application.Agents.Loop;

/// <summary>A tool call that the model asked for.</summary>
/// <param name="index">Which of its turn's calls.</param>
internal sealed class LoopCall(int index, FunctionCallContent content)
{
    public static ToolResult Refusal { get; } = ToolResult.Error("No more tool calls are made. Answer with what you have.");

    public int Index { get; } = index;

    public FunctionCallContent Content { get; } = content;

    /// <summary>The id by which clients know it; <see langword="null"/> until it begins.</summary>
    public string? Id { get; set; }

    /// <summary>What it came to; <see langword="null"/> until then.</summary>
    public ToolResult? Result { get; set; }

    /// <returns>What to store with the result.</returns>
    public string Finish(ToolResult result)
    {
        Result = result;
        return new LoopNote(null, null, new NotedResult(Index, result.Told, result.IsError)).ToString();
    }

    /// <summary>The calls in a turn that are ours: not those that the provider's own server has made.</summary>
    public static IEnumerable<FunctionCallContent> In(IEnumerable<ChatMessage> turn) =>
        turn.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Where(call => !call.InformationalOnly);
}

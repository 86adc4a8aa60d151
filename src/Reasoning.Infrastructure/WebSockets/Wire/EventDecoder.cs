using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;

namespace Reasoning.Infrastructure.WebSockets.Wire;

/// <summary>Reads what <see cref="EventEncoder"/> wrote, as far as the server needs it again.</summary>
internal sealed class EventDecoder : IEventDecoder
{
    private static readonly JsonElement NoArguments = JsonElement.Parse("{}");

    public bool TryReadStep(ReadOnlyMemory<byte> frame, out RunId run, [NotNullWhen(true)] out ReasoningStep? step)
    {
        using var document = JsonDocument.Parse(frame);
        var root = document.RootElement;
        step = root.GetProperty("type").ValueEquals("reasoning_step"u8) ? Read(root.GetProperty("data")) : null;
        run = default;
        return step is not null && RunId.TryParse(root.GetProperty("run_id").GetString(), out run);
    }

    public bool TryReadResult(ReadOnlyMemory<byte> frame, out RunId run, [NotNullWhen(true)] out RunResult? result)
    {
        using var document = JsonDocument.Parse(frame);
        var root = document.RootElement;
        var data = root.GetProperty("data");
        result = root.GetProperty("type").GetString() switch
        {
            "reasoning_step" => Read(data) is FinalAnswerStep answer ? new RunResult(answer.Content, answer.Citations, Failure: null) : null,
            "response" => new RunResult(data.GetProperty("content").GetString(), [], Failure: null),
            "error" => new RunResult(Answer: null, [], ReadFailure(data)),
            _ => null,
        };
        run = default;
        return result is not null && RunId.TryParse(root.GetProperty("run_id").GetString(), out run);
    }

    private static RunFailed ReadFailure(JsonElement data) => new(
        new ErrorCode(data.GetProperty("code").GetString()!),
        data.GetProperty("message").GetString()!,
        data.TryGetProperty("trace_id", out var traceId) ? traceId.GetString() : null);

    private static IReadOnlyList<Citation> ReadCitations(JsonElement data) => data.TryGetProperty("citations", out var citations)
        ? [.. citations.EnumerateArray().Select(citation =>
            new Citation(citation.GetProperty("source").GetString()!, citation.GetProperty("heading").GetString()!))]
        : [];

    private static ReasoningStep Read(JsonElement data)
    {
        var content = data.GetProperty("content").GetString()!;
        var iteration = data.GetProperty("iteration").GetInt32();
        return data.GetProperty("type").GetString() switch
        {
            "tool_use" => new ToolUseStep(content, iteration, Text("tool_call_id"), Text("tool_name"), NoArguments),
            "tool_result" => new ToolResultStep(
                content, iteration, Text("tool_call_id"), Text("tool_name"), data.GetProperty("is_error").GetBoolean()),
            "final_answer" => new FinalAnswerStep(content, iteration, ReadCitations(data)),
            "error" => new ErrorStep(content, iteration),
            _ => new ThoughtStep(content, iteration),
        };

        string Text(string name) => data.GetProperty(name).GetString()!;
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;

namespace Reasoning.Infrastructure.WebSockets.Wire;

/// <summary>Reads what <see cref="EventEncoder"/> wrote, as far as a run that is taken up needs it.</summary>
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

    private static ReasoningStep Read(JsonElement data)
    {
        var content = data.GetProperty("content").GetString()!;
        var iteration = data.GetProperty("iteration").GetInt32();
        return data.GetProperty("type").GetString() switch
        {
            "tool_use" => new ToolUseStep(content, iteration, Text("tool_call_id"), Text("tool_name"), NoArguments),
            "tool_result" => new ToolResultStep(
                content, iteration, Text("tool_call_id"), Text("tool_name"), data.GetProperty("is_error").GetBoolean()),
            "final_answer" => new FinalAnswerStep(content, iteration, []),
            "error" => new ErrorStep(content, iteration),
            _ => new ThoughtStep(content, iteration),
        };

        string Text(string name) => data.GetProperty(name).GetString()!;
    }
}

using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;
using Reasoning.Infrastructure.WebSockets.Framing;

namespace Reasoning.Infrastructure.WebSockets.Wire;

/// <summary>The events of the log on the wire: the frequent ones by hand, the others by the serializer.</summary>
internal sealed class EventEncoder : IEventEncoder
{
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = WireJson.Encoder,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    public IEventHeader Header => TextFrameHeader.Instance;

    public void Encode(in SessionEvent @event, IBufferWriter<byte> output)
    {
        if (PlainEvents.TryWrite(@event, output))
            return;

        var wire = WireJson.Context;
        switch (@event.Event)
        {
            case StepTaken taken:
                Write(output, @event, "reasoning_step", Step(taken), wire.ReasoningStep);
                break;
            case RunCompleted completed:
                Write(output, @event, "reasoning_complete", Complete(completed), wire.ReasoningComplete);
                break;
            case RunFailed failed:
                var error = new ErrorData(failed.Message, failed.Code.Value, Details: null, RetryAfter: null, failed.TraceId);
                Write(output, @event, "error", error, wire.RunError);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void Write<TData>(
        IBufferWriter<byte> output, in SessionEvent @event, string type, TData data, JsonTypeInfo<EventMessage<TData>> info)
        where TData : notnull
    {
        var writer = t_writer ??= new Utf8JsonWriter(output, WriterOptions);
        writer.Reset(output);
        JsonSerializer.Serialize(writer, new EventMessage<TData>(type, @event.Seq, @event.Run, data), info);
        writer.Flush();
    }

    private static ReasoningStepData Step(StepTaken taken)
    {
        var step = taken.Step;
        return step switch
        {
            ToolUseStep use => Data("tool_use") with
            {
                ToolName = use.ToolName, ToolCallId = use.ToolCallId, Arguments = use.Arguments,
            },
            ToolResultStep result => Data("tool_result") with
            {
                ToolName = result.ToolName, ToolCallId = result.ToolCallId, IsError = result.IsError,
            },
            FinalAnswerStep answer => Data("final_answer") with
            {
                Citations = [.. answer.Citations.Select(citation => new CitationData(citation.Source, citation.Heading))],
            },
            _ => throw new UnreachableException(),
        };

        ReasoningStepData Data(string type) => new(
            type, step.Content, step.Iteration, taken.At, taken.StepId, ToolName: null, ToolCallId: null, Arguments: null, IsError: null, Citations: null);
    }

    private static ReasoningCompleteData Complete(RunCompleted completed)
    {
        var isInterrupted = completed.Status == RunStatus.Interrupted;
        var usage = completed.Usage is { } used
            ? new UsageData(used.InputTokens, used.OutputTokens, used.ReasoningTokens, used.CachedTokens)
            : null;
        return new ReasoningCompleteData(
            isInterrupted ? "interrupted" : "completed",
            completed.Iterations,
            (long)completed.Duration.TotalMilliseconds,
            isInterrupted ? [.. completed.Tools.Select(Tool)] : null,
            usage);
    }

    private static ToolData Tool(ToolOutcome tool) => new(tool.ToolCallId, tool.ToolName, tool.Outcome switch
    {
        ToolOutcomeKind.Cancelled => "cancelled",
        ToolOutcomeKind.Completed => "completed",
        ToolOutcomeKind.Abandoned => "abandoned",
        _ => throw new UnreachableException(),
    });
}

using System.Text.Json;
using Reasoning.Domain.Steps;
using Reasoning.Infrastructure.Agents.Remote.Wire;

namespace Reasoning.Infrastructure.Agents.Remote;

/// <summary>Makes steps of what a remote agent calls so.</summary>
internal sealed class RemoteStepReader(RemoteCalls calls)
{
    private const int MaxName = 128;
    private const int MaxCitations = 100;
    private const int MaxPlace = 1_000;

    private static readonly JsonElement NoArguments = JsonElement.Parse("{}");

    /// <returns>The step, and what to store with it should the agent be able to continue.</returns>
    /// <exception cref="Application.Agents.AgentException">It is no step, or not one for now.</exception>
    public (ReasoningStep Step, RemoteNote Note) Read(RemoteStep step, int iteration)
    {
        var content = step.Content ?? throw RemoteFailure.Wrong("a step without content");
        var note = new RemoteNote(step.Note);
        switch (step.Type)
        {
            case "thought":
                return (new ThoughtStep(content, iteration), note);
            case "error":
                return (new ErrorStep(content, iteration), note);
            case "final_answer":
                return (new FinalAnswerStep(Answer(content), iteration, Citations(step)), note);
            case "tool_use":
                var begun = Begin(step);
                return (Use(content, iteration, begun, step.Arguments ?? NoArguments), note with { Begun = begun });
            case "tool_result":
                var ended = End(step);
                return (
                    new ToolResultStep(content, iteration, ended.ToolCallId, ended.ToolName, step.IsError ?? false),
                    note with { Ended = ended.ToolCallId });
            default:
                throw RemoteFailure.Wrong("a step of an unknown type");
        }
    }

    private static string Answer(string content) =>
        string.IsNullOrWhiteSpace(content) ? throw RemoteFailure.Wrong("an empty answer") : content;

    private RemoteCall Begin(RemoteStep step)
    {
        if (step is not { ToolCallId: { Length: > 0 and <= MaxName } id, ToolName: { Length: > 0 and <= MaxName } name })
            throw RemoteFailure.Wrong("a tool call without an id or a name");
        var call = new RemoteCall(id, name);
        return calls.TryBegin(call) ? call : throw RemoteFailure.Wrong("two tool calls with one id");
    }

    private RemoteCall End(RemoteStep step)
    {
        if (calls.End(step.ToolCallId ?? "") is not { } call)
            throw RemoteFailure.Wrong("a tool's result without its call");
        return step.ToolName is null || step.ToolName == call.ToolName
            ? call
            : throw RemoteFailure.Wrong("a tool's result with the name of another tool");
    }

    private static ToolUseStep Use(string content, int iteration, RemoteCall call, JsonElement arguments)
    {
        try
        {
            return new ToolUseStep(content, iteration, call.ToolCallId, call.ToolName, arguments);
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or JsonException)
        {
            throw RemoteFailure.Wrong("arguments that are no JSON object of text", failure);
        }
    }

    private static List<Citation> Citations(RemoteStep step)
    {
        if (step.Citations is { Count: > MaxCitations })
            throw RemoteFailure.TooMuch($"{MaxCitations} citations");
        return [.. (step.Citations ?? []).Select(citation =>
            citation is { Source: { Length: > 0 and <= MaxPlace } source } && (citation.Heading ?? "") is { Length: <= MaxPlace } heading
                ? new Citation(source, heading)
                : throw RemoteFailure.Wrong("a citation without a source"))];
    }
}

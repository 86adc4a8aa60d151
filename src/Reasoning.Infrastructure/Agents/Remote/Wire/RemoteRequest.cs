using Reasoning.Application.Agents;

namespace Reasoning.Infrastructure.Agents.Remote.Wire;

/// <summary>What is posted to a remote agent.</summary>
/// <param name="Iterations">The highest iteration that an earlier attempt stored; zero for a run that begins.</param>
/// <param name="Notes">What the agent noted with the steps of earlier attempts.</param>
/// <param name="OpenCalls">Calls of earlier attempts that have no result.</param>
internal sealed record RemoteRequest(
    string RunId,
    string AgentName,
    string Message,
    bool EnableReasoning,
    IReadOnlyList<RemoteTurn> Conversation,
    int Iterations,
    IReadOnlyList<string> Notes,
    IReadOnlyList<RemoteCall> OpenCalls)
{
    public static RemoteRequest Of(RunContext run, RemoteCalls calls) => new(
        run.Run.ToString(),
        run.Request.Agent,
        run.Request.Message,
        run.Request.EnableReasoning,
        [.. run.Conversation.Select(turn => new RemoteTurn(turn.Message, turn.Answer))],
        run.Iterations,
        calls.Notes,
        calls.Open);
}

/// <summary>What was said before.</summary>
internal sealed record RemoteTurn(string Message, string? Answer);

/// <summary>A tool call that was begun.</summary>
internal sealed record RemoteCall(string ToolCallId, string ToolName);

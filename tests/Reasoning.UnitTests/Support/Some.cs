using System.Text.Json;
using Reasoning.Application.Agents;
using Reasoning.Application.Clients;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;
using Reasoning.Domain.Steps;

namespace Reasoning.UnitTests.Support;

/// <summary>Values of which a test only needs that they are there.</summary>
internal static class Some
{
    public static DateTimeOffset Time { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static SessionKey Session { get; } = Key("some-session");

    public static RunId Run { get; } = NewRun();

    public static RunRequest Request { get; } = new("researcher", "What is a session?", EnableReasoning: true);

    public static SessionKey Key(string id) => new(TenantId.Default, SessionId.Parse(id));

    public static SessionSummary Summary(long lastSeq = 1) => new(Session.Id, SessionTitle.Parse("Title"), Time, Time, new Epoch("e"), lastSeq);

    public static RunId NewRun() => new(Guid.NewGuid());

    public static ClientMessage Client(string? replyTo = "m1") => new(Session, ConnectionId.New(), replyTo);

    public static ThoughtStep Thought(int iteration = 1, string content = "Hm.") => new(content, iteration);

    public static ToolUseStep ToolUse(string callId = "call-1", int iteration = 1) =>
        new("Searching.", iteration, callId, "search", JsonDocument.Parse("{}").RootElement);

    public static ToolResultStep ToolResult(string callId = "call-1", int iteration = 1) =>
        new("Found.", iteration, callId, "search", IsError: false);

    public static FinalAnswerStep Answer(string content = "It is a log.", int iteration = 1) => new(content, iteration, []);

    public static StepTaken Taken(ReasoningStep step, int number = 1) => new(step, new StepId(1, number), Time);

    public static RunCompleted Completed() => new(RunStatus.Completed, 1, TimeSpan.FromSeconds(1), [], Usage: null);

    public static RunFailed Failed() => new(ErrorCode.AgentFailed, "It failed.");

    public static AgentDescriptor Descriptor(AgentRecovery recovery) => Descriptor() with { Recovery = recovery };

    public static AgentDescriptor Descriptor(string name = "researcher") => new(name, "Some agent.", Streaming: true, [], AgentRecovery.Fail);
}

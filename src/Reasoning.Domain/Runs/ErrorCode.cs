namespace Reasoning.Domain.Runs;

/// <summary>What went wrong, in a word that programs may rely on. The list is closed and part of the wire contract.</summary>
public readonly record struct ErrorCode(string Value)
{
    public static ErrorCode InvalidJson { get; } = new("invalid_json");
    public static ErrorCode InvalidMessage { get; } = new("invalid_message");
    public static ErrorCode UnknownType { get; } = new("unknown_type");
    public static ErrorCode ValidationFailed { get; } = new("validation_failed");
    public static ErrorCode AgentNotFound { get; } = new("agent_not_found");
    public static ErrorCode RunNotFound { get; } = new("run_not_found");
    public static ErrorCode SessionNotFound { get; } = new("session_not_found");
    public static ErrorCode TooManyRuns { get; } = new("too_many_runs");
    public static ErrorCode Busy { get; } = new("busy");
    public static ErrorCode Conflict { get; } = new("conflict");
    public static ErrorCode Unavailable { get; } = new("unavailable");
    public static ErrorCode ShuttingDown { get; } = new("shutting_down");
    public static ErrorCode AgentFailed { get; } = new("agent_failed");
    public static ErrorCode AgentTimeout { get; } = new("agent_timeout");
    public static ErrorCode MaxIterations { get; } = new("max_iterations");
    public static ErrorCode Internal { get; } = new("internal");

    public override string ToString() => Value;
}

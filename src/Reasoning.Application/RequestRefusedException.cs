using Reasoning.Domain.Runs;

namespace Reasoning.Application;

/// <summary>A well-formed request that cannot be served. Its text is meant for the client.</summary>
public sealed class RequestRefusedException(ErrorCode code, string message, TimeSpan? retryAfter = null) : Exception(message)
{
    public ErrorCode Code { get; } = code;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    public static RequestRefusedException AgentNotFound(string name) =>
        new(ErrorCode.AgentNotFound, $"There is no agent named \"{(name.Length > 64 ? string.Concat(name.AsSpan(0, 64), "…") : name)}\".");

    public static RequestRefusedException RunNotFound() =>
        new(ErrorCode.RunNotFound, "This session has no such run.");

    public static RequestRefusedException SessionNotFound() =>
        new(ErrorCode.SessionNotFound, "There is no such session: nothing was asked in it, or it was deleted.");

    public static RequestRefusedException TooManyRuns(int limit) =>
        new(ErrorCode.TooManyRuns, $"This session already has {limit} runs in progress; wait for one to end or interrupt it.");

    public static RequestRefusedException Busy() =>
        new(ErrorCode.Busy, "The server is working on as many runs as it may; try again soon.");

    public static RequestRefusedException Conflict() =>
        new(ErrorCode.Conflict, "This idempotency_key was used for another message.");

    public static RequestRefusedException Unavailable() =>
        new(ErrorCode.Unavailable, "The message could not be stored in time; try again.", TimeSpan.FromSeconds(1));

    public static RequestRefusedException ShuttingDown() =>
        new(ErrorCode.ShuttingDown, "The server is shutting down; connect again.");
}

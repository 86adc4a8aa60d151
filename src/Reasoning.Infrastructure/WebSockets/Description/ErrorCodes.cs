using Reasoning.Domain.Runs;

namespace Reasoning.Infrastructure.WebSockets.Description;

/// <summary>What the error codes mean, and where they can turn up.</summary>
internal static class ErrorCodes
{
    public static IReadOnlyList<(ErrorCode Code, ErrorPlaces Places, string Meaning)> All { get; } =
    [
        (ErrorCode.InvalidJson, ErrorPlaces.Answer, "The frame is no JSON, or nested too deeply."),
        (ErrorCode.InvalidMessage, ErrorPlaces.Answer, "Not an object, `type` missing, or a known member of the wrong type."),
        (ErrorCode.UnknownType, ErrorPlaces.Answer, "There is no such message type."),
        (ErrorCode.ValidationFailed, ErrorPlaces.Answer, "The right type with a wrong value, or a required member missing."),
        (ErrorCode.AgentNotFound, ErrorPlaces.Answer, "There is no agent of that name."),
        (ErrorCode.RunNotFound, ErrorPlaces.Answer, "The session has no such run."),
        (ErrorCode.SessionNotFound, ErrorPlaces.Http, "Nothing was ever asked in a session of this name."),
        (ErrorCode.TooManyRuns, ErrorPlaces.Answer, "The session has as many runs as it may."),
        (ErrorCode.Busy, ErrorPlaces.Answer, "The server has as many runs as it may."),
        (ErrorCode.Conflict, ErrorPlaces.Answer, "The `idempotency_key` was used for another message."),
        (ErrorCode.Unavailable, ErrorPlaces.Answer, "The store did not answer in time."),
        (ErrorCode.ShuttingDown, ErrorPlaces.Answer | ErrorPlaces.RunEnd, "The server is going down."),
        (ErrorCode.AgentFailed, ErrorPlaces.RunEnd, "The agent failed."),
        (ErrorCode.AgentTimeout, ErrorPlaces.RunEnd, "The agent took longer than it may."),
        (ErrorCode.MaxIterations, ErrorPlaces.RunEnd, "The agent reached its limit without an answer."),
        (ErrorCode.Internal, ErrorPlaces.Answer | ErrorPlaces.RunEnd, "The server failed; `trace_id` finds it in the log."),
    ];

    public static IReadOnlyList<string> At(ErrorPlaces place) =>
        [.. All.Where(code => code.Places.HasFlag(place)).Select(code => code.Code.Value)];

    /// <summary>For people, in Markdown.</summary>
    public static string List(ErrorPlaces place) => string.Join(
        '\n', All.Where(code => code.Places.HasFlag(place)).Select(code => $"- `{code.Code}`: {code.Meaning}"));
}

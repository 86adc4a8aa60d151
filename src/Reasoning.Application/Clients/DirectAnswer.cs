using Reasoning.Domain.Runs;

namespace Reasoning.Application.Clients;

/// <summary>What is told to one connection and is no part of the session's log.</summary>
/// <param name="ReplyTo">The <c>id</c> of the message that is answered.</param>
public abstract record DirectAnswer(string? ReplyTo);

/// <summary>The chat is stored and its run will be finished.</summary>
/// <param name="Duplicate">Whether the run had been accepted before.</param>
public sealed record AcceptedAnswer(string? ReplyTo, RunId Run, bool Duplicate) : DirectAnswer(ReplyTo);

/// <summary>Answers a ping.</summary>
/// <param name="Timestamp">The client's number exactly as it was written, a JSON number.</param>
public sealed record PongAnswer(string? ReplyTo, string Timestamp) : DirectAnswer(ReplyTo);

/// <summary>The stop is stored: these runs can no longer complete.</summary>
public sealed record InterruptedAnswer(string? ReplyTo, IReadOnlyList<RunId> Runs) : DirectAnswer(ReplyTo);

/// <summary>The message could not be served.</summary>
/// <param name="Message">A sentence for a person, without anything internal.</param>
/// <param name="Details">For <see cref="ErrorCode.ValidationFailed"/>: what is wrong with which member.</param>
/// <param name="RetryAfter">When it may work, for codes that pass by themselves.</param>
/// <param name="TraceId">Where to look in the server's log, for <see cref="ErrorCode.Internal"/>.</param>
public sealed record ErrorAnswer(
    string? ReplyTo,
    ErrorCode Code,
    string Message,
    IReadOnlyList<FieldError>? Details = null,
    TimeSpan? RetryAfter = null,
    string? TraceId = null) : DirectAnswer(ReplyTo);

/// <summary>One member of a message and what is wrong with it.</summary>
public sealed record FieldError(string Field, string Message);

using System.Text.Json;
using FluentValidation;
using Microsoft.AspNetCore.WebUtilities;
using Reasoning.Application;
using Reasoning.Application.Knowledge;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Api.Problems;

/// <summary>Everything that HTTP requests can be refused with.</summary>
internal static class Refusals
{
    public static Problem ShuttingDown { get; } = new(
        "Service Unavailable", StatusCodes.Status503ServiceUnavailable, "The server is shutting down; connect again.", "shutting_down")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    public static Problem TooManyConnections { get; } = new(
        "Service Unavailable", StatusCodes.Status503ServiceUnavailable, "The server has as many connections as it may.", "busy")
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    public static Problem UpgradeRequired { get; } = new(
        "Upgrade Required", StatusCodes.Status426UpgradeRequired, "This is a WebSocket; connect with an HTTP/1.1 upgrade, version 13.");

    public static Problem OriginNotAllowed { get; } = new(
        "Forbidden", StatusCodes.Status403Forbidden, "Pages of this origin may not use this server; see Origins:Allowed.", "forbidden");

    public static Problem InvalidSessionId { get; } = Invalid($"A session id is 1–{SessionId.MaxLength} characters of A–Z a–z 0–9 . _ ~ -");

    public static Problem Invalid(string detail) => new(
        "Bad Request", StatusCodes.Status400BadRequest, detail, "validation_failed");

    public static Problem AgentNotFound(string detail) => new(
        "Not Found", StatusCodes.Status404NotFound, detail, "agent_not_found");

    public static Problem PassageNotFound { get; } = new(
        "Not Found", StatusCodes.Status404NotFound, "The documents have no such passage; they may have changed.");

    public static Problem KnowledgeUnavailable(string detail) => new(
        "Service Unavailable", StatusCodes.Status503ServiceUnavailable, detail, "unavailable")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    public static Problem TooLarge(long limit) => new(
        "Content Too Large", StatusCodes.Status413PayloadTooLarge, $"The body has at most {limit} bytes.", "validation_failed");

    /// <summary>What a use case refused; <see langword="null"/> when it failed instead.</summary>
    public static Problem? For(Exception failure) => failure switch
    {
        ProblemException { Problem: var problem } => problem,
        ValidationException invalid => Invalid("The request is not valid.") with { Details = [.. invalid.Errors.Select(error =>
            new FieldProblem(JsonNamingPolicy.SnakeCaseLower.ConvertName(error.PropertyName), error.ErrorMessage))] },
        RequestRefusedException refused => Refused(refused),
        KnowledgeUnavailableException unavailable => KnowledgeUnavailable(unavailable.Message),
        StoreUnavailableException => Refused(RequestRefusedException.Unavailable()),
        _ => null,
    };

    private static Problem Refused(RequestRefusedException refused)
    {
        var status = Status(refused.Code);
        var delay = status == StatusCodes.Status503ServiceUnavailable ? TimeSpan.FromSeconds(1) : (TimeSpan?)null;
        return new Problem(ReasonPhrases.GetReasonPhrase(status), status, refused.Message, refused.Code.Value)
        {
            RetryAfter = refused.RetryAfter ?? delay,
        };
    }

    private static int Status(ErrorCode code)
    {
        if (code == ErrorCode.AgentNotFound || code == ErrorCode.RunNotFound || code == ErrorCode.SessionNotFound)
            return StatusCodes.Status404NotFound;
        if (code == ErrorCode.Conflict)
            return StatusCodes.Status409Conflict;
        if (code == ErrorCode.TooManyRuns)
            return StatusCodes.Status429TooManyRequests;
        if (code == ErrorCode.Busy || code == ErrorCode.Unavailable || code == ErrorCode.ShuttingDown)
            return StatusCodes.Status503ServiceUnavailable;
        return StatusCodes.Status400BadRequest;
    }

    /// <summary>What no endpoint has answered: no such route, or not with this method.</summary>
    public static Problem Unserved(int status) => new(
        ReasonPhrases.GetReasonPhrase(status), status, "The server has nothing here for such a request.");

    public static Problem Internal(string traceId) => new(
        "Internal Server Error", StatusCodes.Status500InternalServerError, $"The server failed; its log has more under trace {traceId}.", "internal");
}

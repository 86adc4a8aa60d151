using Microsoft.AspNetCore.WebUtilities;

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

    public static Problem Invalid(string detail) => new(
        "Bad Request", StatusCodes.Status400BadRequest, detail, "validation_failed");

    public static Problem AgentNotFound(string detail) => new(
        "Not Found", StatusCodes.Status404NotFound, detail, "agent_not_found");

    public static Problem TooLarge(long limit) => new(
        "Content Too Large", StatusCodes.Status413PayloadTooLarge, $"The body has at most {limit} bytes.", "validation_failed");

    /// <summary>What no endpoint has answered: no such route, or not with this method.</summary>
    public static Problem Unserved(int status) => new(
        ReasonPhrases.GetReasonPhrase(status), status, "The server has nothing here for such a request.");

    public static Problem Internal(string traceId) => new(
        "Internal Server Error", StatusCodes.Status500InternalServerError, $"The server failed; its log has more under trace {traceId}.", "internal");
}

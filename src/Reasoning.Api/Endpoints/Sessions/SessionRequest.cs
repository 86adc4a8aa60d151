using Reasoning.Api.Problems;
using Reasoning.Domain.Sessions;

namespace Reasoning.Api.Endpoints.Sessions;

/// <summary>What the routes of sessions read from a request's address.</summary>
internal static class SessionRequest
{
    /// <exception cref="ProblemException">The path has no session id.</exception>
    public static SessionKey Session(this HttpRequest request) =>
        SessionId.TryParse(request.RouteValues["session_id"] as string, out var id)
            ? new SessionKey(TenantId.Default, id)
            : throw new ProblemException(Refusals.InvalidSessionId);

    /// <exception cref="ProblemException">It is no whole number.</exception>
    public static int Count(this HttpRequest request, string name, int missing) =>
        (int)Math.Min(request.Position(name) ?? missing, int.MaxValue);

    /// <returns><see langword="null"/> when it is missing or empty.</returns>
    /// <exception cref="ProblemException">It is no whole number.</exception>
    public static long? Position(this HttpRequest request, string name)
    {
        if (request.Text(name) is not { } text)
            return null;
        return WholeNumber.TryParse(text, out var number)
            ? number
            : throw new ProblemException(Refusals.Invalid($"\"{name}\" is a whole number, 0 or more."));
    }

    /// <returns><see langword="null"/> when it is missing or empty.</returns>
    public static string? Text(this HttpRequest request, string name) => request.Query[name] is [{ Length: > 0 } text, ..] ? text : null;
}

using Reasoning.Api.Problems;
using Reasoning.Domain.Sessions;
using Reasoning.Infrastructure.Connections;

namespace Reasoning.Api.Endpoints.Sessions;

/// <summary>
/// Where a client of server-sent events goes on by itself: <c>Last-Event-ID</c> (WHATWG HTML, section 9.2.4), which is the
/// <c>epoch:seq</c> that the last event had.
/// </summary>
internal static class LastEvent
{
    private const string Header = "Last-Event-ID";

    /// <returns><see langword="null"/> when it is missing or empty: then there was no event.</returns>
    /// <exception cref="ProblemException">It is no id of ours.</exception>
    public static ResumeRequest? Read(HttpRequest request)
    {
        var values = request.Headers[Header];
        if (string.IsNullOrEmpty(values))
            return null;
        if (values is [{ } id] && id.LastIndexOf(':') is > 0 and var colon && WholeNumber.TryParse(id[(colon + 1)..], out var position))
            return new ResumeRequest(position, new Epoch(id[..colon]));
        throw new ProblemException(Refusals.Invalid($"{Header} is the id of an event: an epoch, a colon and a whole number."));
    }
}

using Microsoft.Extensions.Options;

namespace Reasoning.Api.Security;

/// <summary>
/// Keeps foreign web pages out: a browser lets any page open a WebSocket to any server and send it some requests, also
/// to one on the user's own machine, but says truthfully where the page comes from (RFC 6454, section 7). A request without an
/// origin does not come from a page.
/// </summary>
internal sealed class OriginCheck(IOptions<OriginOptions> options)
{
    public bool Allows(HttpRequest request)
    {
        if (!request.Headers.TryGetValue("Origin", out var values))
            return true;
        if (values is not [{ } origin])
            return false;

        var own = $"{request.Scheme}://{request.Host.Value}";
        return string.Equals(origin, own, StringComparison.OrdinalIgnoreCase) ||
            options.Value.Allowed.Contains(origin, StringComparer.OrdinalIgnoreCase);
    }
}

using System.ClientModel;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Reasoning.Application.Agents.Loop;

namespace Reasoning.Infrastructure.Agents.Models;

/// <summary>What the exceptions of the providers' clients mean.</summary>
internal static class ProviderFailure
{
    private const int Overloaded = 529;

    /// <returns><see langword="null"/> for one that is none of theirs.</returns>
    public static ModelException? Of(Exception exception, DateTimeOffset now) => exception switch
    {
        ClientResultException { Status: not 0 } refused => Of((HttpStatusCode)refused.Status, RetryAfter(refused, now), refused),
        HttpRequestException { StatusCode: { } status } refused => Of(status, retryAfter: null, refused),
        ClientResultException or HttpRequestException { HttpRequestError: not HttpRequestError.ResponseEnded } =>
            new ModelException(ModelFailure.Unavailable, innerException: exception),
        HttpRequestException or IOException or JsonException or FormatException =>
            new ModelException(ModelFailure.Broken, innerException: exception),
        _ => null,
    };

    private static ModelException Of(HttpStatusCode status, TimeSpan? retryAfter, Exception exception)
    {
        var failure = status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ModelFailure.Unauthorized,
            HttpStatusCode.NotFound => ModelFailure.NotFound,
            HttpStatusCode.RequestTimeout => ModelFailure.TimedOut,
            HttpStatusCode.TooManyRequests => ModelFailure.RateLimited,
            >= HttpStatusCode.InternalServerError and <= (HttpStatusCode)Overloaded => ModelFailure.Unavailable,
            _ => ModelFailure.Rejected,
        };
        return new ModelException(failure, retryAfter, exception);
    }

    /// <summary>Seconds or a date (RFC 9110, section 10.2.3).</summary>
    private static TimeSpan? RetryAfter(ClientResultException refused, DateTimeOffset now)
    {
        if (refused.GetRawResponse() is not { } response || !response.Headers.TryGetValue("Retry-After", out var value))
            return null;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromSeconds(seconds);
        if (!DateTimeOffset.TryParseExact(value, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            return null;
        return date > now ? date - now : TimeSpan.Zero;
    }
}

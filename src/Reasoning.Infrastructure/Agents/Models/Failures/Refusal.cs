using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Reasoning.Application.Agents.Loop;

namespace Reasoning.Infrastructure.Agents.Models.Failures;

/// <summary>What an answer means that is no stream, whoever gives it.</summary>
internal static class Refusal
{
    private const int Overloaded = 529;

    /// <param name="body">As far as it was read.</param>
    /// <param name="now">For a provider that wants to be left alone until a date.</param>
    public static ModelException Of(HttpResponseMessage answer, string body, DateTimeOffset now)
    {
        var failure = ProviderError.In(body) ?? answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ModelFailure.Unauthorized,
            HttpStatusCode.PaymentRequired => ModelFailure.Unpaid,
            HttpStatusCode.NotFound => ModelFailure.NotFound,
            HttpStatusCode.RequestTimeout => ModelFailure.TimedOut,
            HttpStatusCode.RequestEntityTooLarge => ModelFailure.TooLong,
            HttpStatusCode.TooManyRequests => ModelFailure.RateLimited,
            >= HttpStatusCode.InternalServerError and <= (HttpStatusCode)Overloaded => ModelFailure.Unavailable,
            _ => ModelFailure.Rejected,
        };
        var refusal = $"{(int)answer.StatusCode}: {body}";
        return new ModelException(failure, RetryAfter(answer.Headers, now), new HttpRequestException(refusal, inner: null, answer.StatusCode)) { Refusal = refusal };
    }

    /// <summary>Seconds or a date (RFC 9110, section 10.2.3), or, more exact, the milliseconds that some providers add.</summary>
    private static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (headers.TryGetValues("retry-after-ms", out var exact)
            && int.TryParse(exact.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
            return TimeSpan.FromMilliseconds(milliseconds);

        return headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
            _ => null,
        };
    }
}

using System.Net;
using Reasoning.Application.Agents.Loop;
using Reasoning.Infrastructure.Agents.Models.Failures;

namespace Reasoning.UnitTests.Agents.Models.Failures;

public sealed class RefusalTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("7", null, 7000)]
    [InlineData("Fri, 02 Jan 2026 03:04:35 GMT", null, 30_000)]
    [InlineData("Fri, 02 Jan 2026 03:04:00 GMT", null, 0)]
    [InlineData("soon", null, null)]
    [InlineData("-3", null, null)]
    [InlineData("2", "1250", 1250)]
    [InlineData("2", "soon", 2000)]
    public void Of_WhenTheProviderWantsToBeLeftAlone_KnowsForHowLong(string? seconds, string? milliseconds, int? expected)
    {
        using var answer = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        if (seconds is not null)
            answer.Headers.TryAddWithoutValidation("Retry-After", seconds);
        if (milliseconds is not null)
            answer.Headers.TryAddWithoutValidation("retry-after-ms", milliseconds);

        Assert.Equal(expected, Refusal.Of(answer, "", Now).RetryAfter?.TotalMilliseconds);
    }

    [Theory]
    [InlineData(401, "", ModelFailure.Unauthorized)]
    [InlineData(403, "", ModelFailure.Unauthorized)]
    [InlineData(402, "", ModelFailure.Unpaid)]
    [InlineData(404, """{"error":{"type":"server_error"}}""", ModelFailure.NotFound)]
    [InlineData(408, "", ModelFailure.TimedOut)]
    [InlineData(413, "", ModelFailure.TooLong)]
    [InlineData(422, "", ModelFailure.Rejected)]
    [InlineData(429, """{"error":{"code":"rate_limit_exceeded"}}""", ModelFailure.RateLimited)]
    [InlineData(429, """{"error":{"code":"insufficient_quota"}}""", ModelFailure.Unpaid)]
    [InlineData(400, """{"error":{"code":"context_length_exceeded"}}""", ModelFailure.TooLong)]
    [InlineData(400, """{"error":{"code":"content_filter"}}""", ModelFailure.Filtered)]
    [InlineData(400, """{"error":{"code":7,"type":["x"]}}""", ModelFailure.Rejected)]
    [InlineData(400, """["error"]""", ModelFailure.Rejected)]
    [InlineData(500, "<html>", ModelFailure.Unavailable)]
    [InlineData(529, """{"error":{"type":"overloaded_error"}}""", ModelFailure.Unavailable)]
    public void Of_WhateverItSays_MeansOneOfOurs(int status, string body, ModelFailure failure)
    {
        using var answer = new HttpResponseMessage((HttpStatusCode)status);
        Assert.Equal(failure, Refusal.Of(answer, body, Now).Failure);
    }
}

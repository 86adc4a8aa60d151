using System.Globalization;
using System.Text.Json.Serialization;

namespace Reasoning.Api.Problems;

/// <summary>A refusal as RFC 9457 has it.</summary>
/// <param name="Code">The protocol's error code, where there is one.</param>
/// <param name="Details">What is wrong with which member of the request, where that can be told.</param>
internal sealed record Problem(
    string Title, int Status, string Detail, string? Code = null, IReadOnlyList<FieldProblem>? Details = null)
{
    /// <summary>RFC 9457, section 4.2.1: the status says it all.</summary>
    public string Type { get; } = "about:blank";

    [JsonIgnore]
    public TimeSpan? RetryAfter { get; init; }

    public async Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        if (RetryAfter is { } delay)
            context.Response.Headers.RetryAfter = Math.Ceiling(delay.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await context.Response.WriteAsJsonAsync(
            this, HttpJson.Context.Problem, "application/problem+json", context.RequestAborted);
    }
}

internal sealed record FieldProblem(string Field, string Message);

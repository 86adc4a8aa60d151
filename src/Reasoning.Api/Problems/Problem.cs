using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Reasoning.Api.Problems;

/// <summary>A refusal as RFC 9457 has it.</summary>
/// <param name="Code">The protocol's error code, where there is one.</param>
/// <param name="Details">What is wrong with which member of the request, where that can be told.</param>
internal sealed record Problem(
    [property: Description("What the status means.")] string Title,
    [property: Description("The HTTP status."), Range(400, 599)] int Status,
    [property: Description("A sentence for a person, without anything internal.")] string Detail,
    [property: Description("What went wrong, for programs, where there is a word for it."), AllowedValues("validation_failed", "forbidden", "session_not_found", "run_not_found", "agent_not_found", "conflict", "too_many_runs", "internal", "busy", "unavailable", "shutting_down")] string? Code = null,
    [property: Description("What is wrong with which member of the request, where that can be told.")] IReadOnlyList<FieldProblem>? Details = null)
{
    /// <summary>RFC 9457, section 4.2.1: the status says it all.</summary>
    [Description("RFC 9457, section 4.2.1: the status says it all.")]
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

internal sealed record FieldProblem(
    [property: Description("The member.")] string Field,
    [property: Description("What is wrong with it.")] string Message);

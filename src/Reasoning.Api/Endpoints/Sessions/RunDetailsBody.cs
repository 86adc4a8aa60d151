using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Reasoning.Application.Runs.GetRun;

namespace Reasoning.Api.Endpoints.Sessions;

/// <summary>A run and what it came to; members that do not apply are left out.</summary>
internal sealed record RunDetailsBody(
    [property: Description("The run.")] string RunId,
    [property: Description("Who works on it.")] string Agent,
    [property: Description("How it stands."), AllowedValues("running", "completed", "interrupted", "failed")] string Status,
    [property: Description("When it was accepted.")] decimal StartedAt,
    [property: Description("When it ended, if it has.")] decimal? EndedAt,
    [property: Description("What was asked.")] string Message,
    [property: Description("Whether its steps are shown, or only the whole answer.")] bool EnableReasoning,
    [property: Description("Of a completed run: the answer, while the log still holds it.")] string? Answer,
    [property: Description("Beside the answer: what it rests on; empty where the agent has none, and where the steps were not shown.")] IReadOnlyList<CitationBody>? Citations,
    [property: Description("Of a failed run: why.")] RunErrorBody? Error)
{
    public static RunDetailsBody Of(RunDetails details)
    {
        var (run, result) = details;
        var summary = RunBody.Of(run);
        return new RunDetailsBody(
            summary.RunId,
            summary.Agent,
            summary.Status,
            summary.StartedAt,
            summary.EndedAt,
            run.Request.Message,
            run.Request.EnableReasoning,
            result?.Answer,
            result?.Answer is null ? null : [.. result.Citations.Select(citation => new CitationBody(citation.Source, citation.Heading))],
            result?.Failure is { } failure ? new RunErrorBody(failure.Code.Value, failure.Message, failure.TraceId) : null);
    }
}

internal sealed record CitationBody(
    [property: Description("The document.")] string Source,
    [property: Description("The heading under which it stands, outermost first; empty where there is none.")] string Heading);

internal sealed record RunErrorBody(
    [property: Description("What went wrong, for programs."), AllowedValues("agent_failed", "agent_timeout", "max_iterations", "shutting_down", "internal")] string Code,
    [property: Description("A sentence for a person.")] string Message,
    [property: Description("Where to look in the server's log, and in its traces where they are kept.")] string? TraceId);

using Reasoning.Application.Runs.GetRun;

namespace Reasoning.Api.Endpoints.Sessions;

/// <summary>A run and what it came to; members that do not apply are left out.</summary>
internal sealed record RunDetailsBody(
    string RunId,
    string Agent,
    string Status,
    decimal StartedAt,
    decimal? EndedAt,
    string Message,
    bool EnableReasoning,
    string? Answer,
    IReadOnlyList<CitationBody>? Citations,
    RunErrorBody? Error)
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

internal sealed record CitationBody(string Source, string Heading);

internal sealed record RunErrorBody(string Code, string Message, string? TraceId);

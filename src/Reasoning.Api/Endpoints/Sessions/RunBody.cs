using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;

namespace Reasoning.Api.Endpoints.Sessions;

/// <summary>A run in a list.</summary>
internal sealed record RunBody(
    [property: Description("The run.")] string RunId,
    [property: Description("Who works on it.")] string Agent,
    [property: Description("How it stands."), AllowedValues("running", "completed", "interrupted", "failed")] string Status,
    [property: Description("When it was accepted.")] decimal StartedAt,
    [property: Description("When it ended, if it has.")] decimal? EndedAt)
{
    public static RunBody Of(RunSummary run) => new(
        run.Run.ToString(), run.Request.Agent, StatusOf(run), UnixTime.Of(run.AcceptedAt), run.End is { } end ? UnixTime.Of(end.At) : null);

    public static string StatusOf(RunSummary run) => run.End?.Outcome switch
    {
        null => "running",
        RunOutcome.Completed => "completed",
        RunOutcome.Interrupted => "interrupted",
        _ => "failed",
    };
}

using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;

namespace Reasoning.Api.Endpoints.Sessions;

internal sealed record RunBody(string RunId, string Agent, string Status, decimal StartedAt, decimal? EndedAt)
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

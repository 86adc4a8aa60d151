using Reasoning.Application.Sessions;
using Reasoning.Application.Sessions.GetSession;

namespace Reasoning.Api.Endpoints.Sessions;

/// <summary>A session; the last two members only where its runs were asked for.</summary>
internal sealed record SessionBody(
    string SessionId,
    string? Title,
    decimal CreatedAt,
    decimal UpdatedAt,
    string Epoch,
    long LastSeq,
    IReadOnlyList<RunBody>? Runs = null,
    bool? HasEarlierRuns = null)
{
    public static SessionBody Of(SessionSummary session) => new(
        session.Id.Value,
        session.Title?.Value,
        UnixTime.Of(session.CreatedAt),
        UnixTime.Of(session.ActiveAt),
        session.Epoch.Value,
        session.LastSeq);

    public static SessionBody Of(SessionDetails details) => Of(details.Session) with
    {
        Runs = [.. details.Runs.Select(RunBody.Of)],
        HasEarlierRuns = details.HasEarlierRuns,
    };
}

internal sealed record SessionListBody(IReadOnlyList<SessionBody> Sessions, string? NextCursor);

internal sealed record RenameBody(string? Title);

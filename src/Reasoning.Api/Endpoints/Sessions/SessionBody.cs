using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Reasoning.Application.Sessions;
using Reasoning.Application.Sessions.GetSession;
using Reasoning.Domain.Sessions;

namespace Reasoning.Api.Endpoints.Sessions;

/// <summary>A session; the last two members only where its runs were asked for.</summary>
internal sealed record SessionBody(
    [property: Description("The session's name.")] string SessionId,
    [property: Description("What people call it: the first line of its first message, until somebody gives it another.")] string? Title,
    [property: Description("When its first message was accepted.")] decimal CreatedAt,
    [property: Description("When a run of it last began or ended.")] decimal UpdatedAt,
    [property: Description("The identity of its log.")] string Epoch,
    [property: Description("The newest event of its log."), Range(0, double.MaxValue)] long LastSeq,
    [property: Description("The newest runs, in the order in which they were accepted.")] IReadOnlyList<RunBody>? Runs = null,
    [property: Description("Whether there are earlier runs than these.")] bool? HasEarlierRuns = null)
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

internal sealed record SessionListBody(
    [property: Description("The one with the newest activity first.")] IReadOnlyList<SessionBody> Sessions,
    [property: Description("Leads to the next page; missing on the last one.")] string? NextCursor);

internal sealed record RenameBody(
    [property: Description("One line."), Required, Length(1, SessionTitle.MaxLength)] string? Title);

using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Sessions;

/// <summary>
/// What there is to read about sessions beside their logs. It knows a session from its first accepted run on, and shows
/// what is committed; it takes no session over and disturbs no owner.
/// </summary>
public interface ISessionDirectory
{
    /// <summary>A tenant's sessions, the one with the newest activity first.</summary>
    ValueTask<IReadOnlyList<SessionSummary>> ListAsync(TenantId tenant, SessionFilter filter, CancellationToken cancellationToken);

    /// <summary><see langword="null"/> when there is no such session.</summary>
    ValueTask<SessionSummary?> FindAsync(SessionKey session, CancellationToken cancellationToken);

    /// <summary>The newest runs of a session, at most so many, in the order in which they were accepted.</summary>
    /// <param name="before">Only those whose first event comes before this one; <see cref="long.MaxValue"/> for all.</param>
    ValueTask<IReadOnlyList<RunSummary>> ReadRunsAsync(SessionKey session, long before, int limit, CancellationToken cancellationToken);

    /// <summary><see langword="null"/> when the session has no such run, or does not remember it any more.</summary>
    ValueTask<RunSummary?> FindRunAsync(SessionKey session, RunId run, CancellationToken cancellationToken);

    /// <returns><see langword="false"/> when there is no such session.</returns>
    ValueTask<bool> RenameAsync(SessionKey session, SessionTitle title, CancellationToken cancellationToken);
}

/// <summary>Which sessions to list.</summary>
/// <param name="Search">Only those whose title has this in it, whatever its case; <see langword="null"/> for all.</param>
/// <param name="Before">Only those that come after this place in the list.</param>
/// <param name="Limit">At most so many.</param>
public sealed record SessionFilter(string? Search, SessionPlace Before, int Limit);

/// <summary>A place in the list of sessions: sorted by the time of the last activity, then by name, both downwards.</summary>
/// <param name="Id">The session's name; empty at the head of the list.</param>
public readonly record struct SessionPlace(DateTimeOffset ActiveAt, string Id)
{
    public static SessionPlace Head { get; } = new(DateTimeOffset.MaxValue, string.Empty);
}

/// <summary>A session at a glance.</summary>
/// <param name="Title"><see langword="null"/> when its messages had nothing to make one of.</param>
/// <param name="ActiveAt">When a run of it last began or ended.</param>
public sealed record SessionSummary(
    SessionId Id, SessionTitle? Title, DateTimeOffset CreatedAt, DateTimeOffset ActiveAt, Epoch Epoch, long LastSeq);

/// <summary>A run at a glance.</summary>
/// <param name="End"><see langword="null"/> while it has not ended.</param>
/// <param name="FirstSeq">Its first event.</param>
public sealed record RunSummary(RunId Run, RunRequest Request, DateTimeOffset AcceptedAt, long FirstSeq, RunEnd? End);

/// <summary>A run's end.</summary>
/// <param name="LastSeq">Its terminal event.</param>
public sealed record RunEnd(RunOutcome Outcome, DateTimeOffset At, long LastSeq);

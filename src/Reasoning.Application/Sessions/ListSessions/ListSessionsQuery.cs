using MediatR;
using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Sessions.ListSessions;

/// <summary>Which sessions has a tenant, the one with the newest activity first?</summary>
/// <param name="Search">Only those whose title has this in it, whatever its case; <see langword="null"/> for all.</param>
/// <param name="Cursor">Where the page before ended; <see langword="null"/> for the first.</param>
public sealed record ListSessionsQuery(TenantId Tenant, string? Search, string? Cursor, int Limit) : IRequest<SessionList>
{
    public const int DefaultLimit = 20;

    public const int MaxLimit = 100;
}

/// <param name="NextCursor">Where the next page begins; <see langword="null"/> on the last.</param>
public sealed record SessionList(IReadOnlyList<SessionSummary> Sessions, string? NextCursor);

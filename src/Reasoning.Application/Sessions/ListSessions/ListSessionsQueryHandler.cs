using MediatR;

namespace Reasoning.Application.Sessions.ListSessions;

internal sealed class ListSessionsQueryHandler(ISessionDirectory directory) : IRequestHandler<ListSessionsQuery, SessionList>
{
    public async Task<SessionList> Handle(ListSessionsQuery request, CancellationToken cancellationToken)
    {
        var place = SessionPlace.Head;
        if (request.Cursor is { } cursor)
            SessionCursor.TryRead(cursor, out place);

        // One more than asked for tells whether there is a next page.
        var found = await directory.ListAsync(
            request.Tenant, new SessionFilter(request.Search, place, request.Limit + 1), cancellationToken);
        if (found.Count <= request.Limit)
            return new SessionList(found, NextCursor: null);

        var page = found.Take(request.Limit).ToList();
        return new SessionList(page, SessionCursor.Write(new SessionPlace(page[^1].ActiveAt, page[^1].Id.Value)));
    }
}
